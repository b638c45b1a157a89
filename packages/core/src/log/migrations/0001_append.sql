-- The one way into the log. Positions are gapless and in commit order because the lock is held from before the head is
-- read until the caller commits; the caller must run at READ COMMITTED, so that each statement sees what was committed.
-- batch: [{eventId, streamId, type, schemaVersion, occurredAt, data, meta}], expected: {streamId: "any"|"none"|"exists"|n}.
CREATE FUNCTION append_events(batch jsonb, expected jsonb DEFAULT '{}'::jsonb)
RETURNS TABLE (out_event_id uuid, out_position bigint, out_version integer, out_appended boolean)
LANGUAGE plpgsql AS $$
DECLARE
  item jsonb;
  head bigint;
  last_at timestamptz;
  at timestamptz;
  known jsonb;
  versions jsonb;
  wanted text;
  id text;
  stream text;
  hash text;
  version integer;
  n_ids uuid[] := '{}'; n_positions bigint[] := '{}'; n_streams text[] := '{}'; n_versions integer[] := '{}';
  n_types text[] := '{}'; n_schemas smallint[] := '{}'; n_occurred timestamptz[] := '{}'; n_hashes bytea[] := '{}';
  n_data jsonb[] := '{}'; n_meta jsonb[] := '{}';
BEGIN
  PERFORM pg_advisory_xact_lock(7265001);
  SELECT e.position, e.recorded_at INTO head, last_at FROM events e ORDER BY e.position DESC LIMIT 1;
  head := coalesce(head, 0);
  at := greatest(clock_timestamp(), last_at);
  SELECT coalesce(jsonb_object_agg(e.event_id, jsonb_build_array(e.position, e.stream_version, encode(e.content_hash, 'hex'))), '{}')
    INTO known FROM events e
    WHERE e.event_id = ANY (ARRAY(SELECT (x ->> 'eventId')::uuid FROM jsonb_array_elements(batch) x));
  SELECT coalesce(jsonb_object_agg(s.stream_id, s.version), '{}')
    INTO versions FROM streams s
    WHERE s.stream_id = ANY (ARRAY(SELECT x ->> 'streamId' FROM jsonb_array_elements(batch) x));

  FOR item IN SELECT x FROM jsonb_array_elements(batch) x LOOP
    id := lower(item ->> 'eventId');
    stream := item ->> 'streamId';
    hash := encode(sha256(convert_to(stream || E'\n' || (item ->> 'type') || E'\n' || (item ->> 'schemaVersion') || E'\n' || (item -> 'data')::text, 'UTF8')), 'hex');
    IF known ? id THEN
      IF known -> id ->> 2 <> hash THEN
        RAISE EXCEPTION 'event % is in the log with other content', id USING ERRCODE = 'TN001';
      END IF;
      out_event_id := id::uuid; out_position := (known -> id ->> 0)::bigint; out_version := (known -> id ->> 1)::integer; out_appended := false;
      RETURN NEXT;
      CONTINUE;
    END IF;
    version := coalesce((versions ->> stream)::integer, 0);
    wanted := coalesce(expected ->> stream, 'any');
    IF NOT stream = ANY (n_streams) AND NOT (CASE wanted
        WHEN 'any' THEN true WHEN 'none' THEN version = 0 WHEN 'exists' THEN version > 0 ELSE version = wanted::integer END) THEN
      RAISE EXCEPTION 'stream % is at version %, not at %', stream, version, wanted USING ERRCODE = 'TN002';
    END IF;
    head := head + 1;
    version := version + 1;
    versions := jsonb_set(versions, ARRAY[stream], to_jsonb(version));
    known := jsonb_set(known, ARRAY[id], jsonb_build_array(head, version, hash));
    n_ids := n_ids || id::uuid; n_positions := n_positions || head; n_streams := n_streams || stream; n_versions := n_versions || version;
    n_types := n_types || (item ->> 'type'); n_schemas := n_schemas || (item ->> 'schemaVersion')::smallint;
    n_occurred := n_occurred || coalesce((item ->> 'occurredAt')::timestamptz, at); n_hashes := n_hashes || decode(hash, 'hex');
    n_data := n_data || (item -> 'data'); n_meta := n_meta || coalesce(item -> 'meta', '{}');
    out_event_id := id::uuid; out_position := head; out_version := version; out_appended := true;
    RETURN NEXT;
  END LOOP;

  IF cardinality(n_ids) > 0 THEN
    INSERT INTO events (position, event_id, stream_id, stream_version, type, schema_version, occurred_at, recorded_at, content_hash, data, meta)
      SELECT p, i, s, v, t, sv, o, at, h, d, m
      FROM unnest(n_positions, n_ids, n_streams, n_versions, n_types, n_schemas, n_occurred, n_hashes, n_data, n_meta)
        AS u(p, i, s, v, t, sv, o, h, d, m);
    INSERT INTO streams (stream_id, version)
      SELECT s, max(v) FROM unnest(n_streams, n_versions) AS u(s, v) GROUP BY s
      ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version;
    PERFORM pg_notify('tensiometer_log', head::text);
  END IF;
END;
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the event log is append-only: % is refused', tg_op USING ERRCODE = 'TN003';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
