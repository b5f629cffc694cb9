-- Form 1. What was released never changes; a change is a step of its own. The file for SQLite says what is what.

CREATE TABLE form (number BIGINT NOT NULL PRIMARY KEY);

CREATE TABLE writer (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1));
INSERT INTO writer (id) VALUES (1);

CREATE TABLE event (
    sequence BIGINT NOT NULL PRIMARY KEY CHECK (sequence > 0),
    previous TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    verb TEXT NOT NULL,
    object TEXT NOT NULL,
    before TEXT,
    after TEXT,
    note TEXT,
    hash TEXT NOT NULL UNIQUE
);
CREATE INDEX event_by_object ON event (object, sequence);

CREATE TABLE version (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    sequence BIGINT NOT NULL UNIQUE REFERENCES event (sequence),
    hash TEXT NOT NULL,
    body TEXT,
    PRIMARY KEY (kind, id, number)
);

CREATE TABLE entry (
    licence TEXT NOT NULL,
    sequence BIGINT NOT NULL REFERENCES event (sequence),
    line BIGINT NOT NULL CHECK (line > 0),
    kind TEXT NOT NULL CHECK (kind IN ('reserve', 'draw', 'release', 'correct')),
    reservation BIGINT,
    day TEXT NOT NULL,
    quantity TEXT,
    value TEXT,
    shipment TEXT,
    declaration TEXT,
    cause TEXT,
    hash TEXT NOT NULL,
    purged BIGINT NOT NULL DEFAULT 0 CHECK (purged IN (0, 1)),
    PRIMARY KEY (licence, sequence)
);
CREATE UNIQUE INDEX entry_by_sequence ON entry (sequence);
CREATE INDEX entry_by_declaration ON entry (declaration) WHERE declaration IS NOT NULL;

CREATE TABLE head (
    size BIGINT NOT NULL,
    root TEXT NOT NULL,
    at TEXT NOT NULL,
    key TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (size, key)
);

CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% rows are never changed or deleted', TG_TABLE_NAME; END $$;
CREATE FUNCTION event_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM event) THEN
        RAISE EXCEPTION 'events follow one another';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER event_update BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER event_order BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_follows();
CREATE TRIGGER version_delete BEFORE DELETE ON version FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER version_update BEFORE UPDATE ON version FOR EACH ROW
WHEN (NOT (
    NEW.body IS NULL AND NEW.kind = OLD.kind AND NEW.id = OLD.id AND NEW.number = OLD.number
    AND NEW.sequence = OLD.sequence AND NEW.hash = OLD.hash
)) EXECUTE FUNCTION never();
CREATE TRIGGER entry_delete BEFORE DELETE ON entry FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER entry_update BEFORE UPDATE ON entry FOR EACH ROW
WHEN (NOT (
    NEW.purged = 1 AND NEW.shipment IS NULL AND NEW.declaration IS NULL AND NEW.cause IS NULL
    AND NEW.licence = OLD.licence AND NEW.sequence = OLD.sequence AND NEW.line = OLD.line AND NEW.kind = OLD.kind
    AND NEW.reservation IS NOT DISTINCT FROM OLD.reservation AND NEW.day = OLD.day
    AND NEW.quantity IS NOT DISTINCT FROM OLD.quantity AND NEW.value IS NOT DISTINCT FROM OLD.value
    AND NEW.hash = OLD.hash
)) EXECUTE FUNCTION never();
CREATE TRIGGER head_update BEFORE UPDATE OR DELETE ON head FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER event_truncate BEFORE TRUNCATE ON event EXECUTE FUNCTION never();
CREATE TRIGGER version_truncate BEFORE TRUNCATE ON version EXECUTE FUNCTION never();
CREATE TRIGGER entry_truncate BEFORE TRUNCATE ON entry EXECUTE FUNCTION never();
CREATE TRIGGER head_truncate BEFORE TRUNCATE ON head EXECUTE FUNCTION never();
