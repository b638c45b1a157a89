-- What an event adds to the seal of the one before it: everything in its row, the content by its hash. Binary forms, so
-- that the bytes depend on no setting.
CREATE FUNCTION seal_link(at_position bigint, event_id uuid, stream_version integer, occurred_at timestamptz, recorded_at timestamptz, content_hash bytea, meta jsonb)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT int8send(at_position) || uuid_send(event_id) || int4send(stream_version) || timestamptz_send(occurred_at)
    || timestamptz_send(recorded_at) || content_hash || convert_to(meta::text, 'UTF8')
$$;
--> statement-breakpoint
-- Fingerprint of what an event says and where; a repeat must have the same.
CREATE FUNCTION content_hash(stream_id text, type text, schema_version smallint, data jsonb)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(stream_id || E'\n' || type || E'\n' || schema_version || E'\n' || data::text, 'UTF8'))
$$;
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "seal" "bytea";
--> statement-breakpoint
-- Events that were recorded before there were seals get theirs now, in order.
DO $$
DECLARE
  seal bytea := '';
  event events%ROWTYPE;
BEGIN
  ALTER TABLE events DISABLE TRIGGER events_append_only;
  FOR event IN SELECT * FROM events ORDER BY position LOOP
    seal := sha256(seal || seal_link(event.position, event.event_id, event.stream_version, event.occurred_at, event.recorded_at, event.content_hash, event.meta));
    UPDATE events e SET seal = sealed.by FROM (SELECT seal AS by) sealed WHERE e.position = event.position;
  END LOOP;
  ALTER TABLE events ENABLE TRIGGER events_append_only;
END;
$$;
--> statement-breakpoint
ALTER TABLE "events" ALTER COLUMN "seal" SET NOT NULL;
--> statement-breakpoint
DROP FUNCTION append_events(jsonb, jsonb);
--> statement-breakpoint
-- The one way into the log, and the only right that the role of the apps has on it. Positions are gapless and in commit
-- order because the lock is held from before the head is read until the caller commits; the caller must run at READ
-- COMMITTED, so that each statement sees what was committed. Never a sequential scan: a plan that was made while the
-- tables were empty would otherwise be kept when they are large.
-- expected: {streamId: "any"|"none"|"exists"|n}. Answers in the order of the batch.
CREATE FUNCTION append_events(ids uuid[], stream_ids text[], types text[], schemas smallint[], occurred timestamptz[], datas jsonb[], metas jsonb[], expected jsonb DEFAULT '{}'::jsonb)
RETURNS TABLE (out_event_id uuid, out_position bigint, out_version integer, out_appended boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  head bigint;
  at timestamptz;
  seal bytea;
  hashes bytea[];
  k_ids uuid[]; k_positions bigint[]; k_versions integer[]; k_hashes bytea[];
  fresh bigint[];
  a_ids uuid[] := ids; a_streams text[] := stream_ids; a_types text[] := types; a_schemas smallint[] := schemas;
  a_occurred timestamptz[] := occurred; a_hashes bytea[]; a_datas jsonb[] := datas; a_metas jsonb[] := metas;
  s_ids text[]; s_versions integer[];
  versions integer[];
  seals bytea[] := '{}';
  link bytea;
  wrong record;
BEGIN
  PERFORM pg_advisory_xact_lock(7265001);
  SELECT e.position, e.recorded_at, e.seal INTO head, at, seal FROM events e ORDER BY e.position DESC LIMIT 1;
  head := coalesce(head, 0);
  at := greatest(clock_timestamp(), at);
  seal := coalesce(seal, '');
  SELECT array_agg(content_hash(u.stream, u.type, u.schema, u.data) ORDER BY u.i) INTO hashes
    FROM unnest(stream_ids, types, schemas, datas) WITH ORDINALITY AS u(stream, type, schema, data, i);
  a_hashes := hashes;

  -- New is the first place of an id that the log does not hold.
  SELECT array_agg(e.event_id), array_agg(e.position), array_agg(e.stream_version), array_agg(e.content_hash)
    INTO k_ids, k_positions, k_versions, k_hashes FROM events e WHERE e.event_id = ANY (ids);
  SELECT coalesce(array_agg(f.i ORDER BY f.i), '{}') INTO fresh FROM (
    SELECT min(u.i) AS i FROM unnest(ids) WITH ORDINALITY AS u(id, i)
    WHERE k_ids IS NULL OR NOT u.id = ANY (k_ids) GROUP BY u.id) f;

  IF cardinality(fresh) < cardinality(ids) THEN
    SELECT u.id INTO wrong FROM unnest(ids, hashes) WITH ORDINALITY AS u(id, hash, i)
      JOIN (SELECT k.id, k.hash FROM unnest(k_ids, k_hashes) AS k(id, hash)
            UNION ALL SELECT ids[f.i], hashes[f.i] FROM unnest(fresh) AS f(i)) known ON known.id = u.id
      WHERE known.hash <> u.hash ORDER BY u.i LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'event % is in the log with other content', wrong.id USING ERRCODE = 'TN001';
    END IF;
    SELECT array_agg(u.id ORDER BY u.i), array_agg(u.stream ORDER BY u.i), array_agg(u.type ORDER BY u.i), array_agg(u.schema ORDER BY u.i),
        array_agg(u.occurred ORDER BY u.i), array_agg(u.hash ORDER BY u.i), array_agg(u.data ORDER BY u.i), array_agg(u.meta ORDER BY u.i)
      INTO a_ids, a_streams, a_types, a_schemas, a_occurred, a_hashes, a_datas, a_metas
      FROM unnest(ids, stream_ids, types, schemas, occurred, hashes, datas, metas) WITH ORDINALITY
        AS u(id, stream, type, schema, occurred, hash, data, meta, i)
      WHERE u.i = ANY (fresh);
  END IF;

  IF cardinality(fresh) > 0 THEN
    SELECT array_agg(s.stream_id), array_agg(s.version) INTO s_ids, s_versions FROM streams s WHERE s.stream_id = ANY (a_streams);
    IF expected <> '{}' THEN
      SELECT d.stream, coalesce(s.version, 0) AS version, expected ->> d.stream AS wanted INTO wrong
        FROM (SELECT DISTINCT u.stream FROM unnest(a_streams) AS u(stream)) d
        LEFT JOIN unnest(s_ids, s_versions) AS s(stream, version) ON s.stream = d.stream
        WHERE NOT CASE coalesce(expected ->> d.stream, 'any')
          WHEN 'any' THEN true WHEN 'none' THEN s.version IS NULL WHEN 'exists' THEN s.version IS NOT NULL
          ELSE coalesce(s.version, 0) = (expected ->> d.stream)::integer END LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'stream % is at version %, not at %', wrong.stream, wrong.version, wrong.wanted USING ERRCODE = 'TN002';
      END IF;
    END IF;
    SELECT array_agg(v.version ORDER BY v.i) INTO versions FROM (
      SELECT u.i, (coalesce(s.version, 0) + row_number() OVER (PARTITION BY u.stream ORDER BY u.i))::integer AS version
      FROM unnest(a_streams) WITH ORDINALITY AS u(stream, i)
      LEFT JOIN unnest(s_ids, s_versions) AS s(stream, version) ON s.stream = u.stream) v;
    SELECT array_agg(coalesce(o.occurred, at) ORDER BY o.i) INTO a_occurred FROM unnest(a_occurred) WITH ORDINALITY AS o(occurred, i);
    FOR link IN
      SELECT seal_link(head + u.i, u.id, u.version, u.occurred, at, u.hash, u.meta)
      FROM unnest(a_ids, versions, a_occurred, a_hashes, a_metas) WITH ORDINALITY AS u(id, version, occurred, hash, meta, i) ORDER BY u.i
    LOOP
      seal := sha256(seal || link);
      seals := array_append(seals, seal);
    END LOOP;
    INSERT INTO events (position, event_id, stream_id, stream_version, type, schema_version, occurred_at, recorded_at, content_hash, data, meta, seal)
      SELECT head + u.i, u.id, u.stream, u.version, u.type, u.schema, u.occurred, at, u.hash, u.data, u.meta, u.seal
      FROM unnest(a_ids, a_streams, versions, a_types, a_schemas, a_occurred, a_hashes, a_datas, a_metas, seals) WITH ORDINALITY
        AS u(id, stream, version, type, schema, occurred, hash, data, meta, seal, i);
    INSERT INTO streams (stream_id, version)
      SELECT u.stream, max(u.version) FROM unnest(a_streams, versions) AS u(stream, version) GROUP BY u.stream
      ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version;
    PERFORM pg_notify('tensiometer_log', (head + cardinality(a_ids))::text);
  END IF;

  IF cardinality(fresh) = cardinality(ids) THEN
    RETURN QUERY SELECT u.id, head + u.i, u.version, true FROM unnest(ids, versions) WITH ORDINALITY AS u(id, version, i) ORDER BY u.i;
  ELSE
    RETURN QUERY SELECT u.id, coalesce(k.position, head + f.nth), coalesce(k.version, f.version), coalesce(f.i = u.i, false)
      FROM unnest(ids) WITH ORDINALITY AS u(id, i)
      LEFT JOIN unnest(k_ids, k_positions, k_versions) AS k(id, position, version) ON k.id = u.id
      LEFT JOIN unnest(a_ids, fresh, versions) WITH ORDINALITY AS f(id, i, version, nth) ON f.id = u.id AND k.id IS NULL
      ORDER BY u.i;
  END IF;
END;
$$;
