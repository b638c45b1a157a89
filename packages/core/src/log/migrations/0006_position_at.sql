-- The greatest position recorded at or before a time, by halving: times never go back along the positions, and an index
-- of blocks would have to look at everything before.
CREATE FUNCTION position_at(at timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 0;
  high bigint := coalesce((SELECT max(position) FROM events), 0);
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT recorded_at FROM events WHERE position = middle) <= at THEN low := middle; ELSE high := middle - 1; END IF;
  END LOOP;
  RETURN low;
END;
$$;
