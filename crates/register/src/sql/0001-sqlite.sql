-- Form 1. What was released never changes; a change is a step of its own.

CREATE TABLE form (number INTEGER NOT NULL PRIMARY KEY) STRICT;

-- The one row that a writer locks. SQLite needs no such lock; it is here so that both databases are alike.
CREATE TABLE writer (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1)) STRICT;
INSERT INTO writer (id) VALUES (1);

-- What happened, in order. `hash` is the SHA-256 of the event as one line of JSON, in which `previous` is the hash of
-- the line before.
CREATE TABLE event (
    sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
    previous TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    verb TEXT NOT NULL,
    object TEXT NOT NULL,
    before TEXT,
    after TEXT,
    note TEXT,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX event_by_object ON event (object, sequence);

-- Every version of everything that is kept as a document. `body` is canonical JSON, and nothing once it was purged.
CREATE TABLE version (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    sequence INTEGER NOT NULL UNIQUE REFERENCES event (sequence),
    hash TEXT NOT NULL,
    body TEXT,
    PRIMARY KEY (kind, id, number)
) STRICT, WITHOUT ROWID;

-- The ledger. Quantities are in the unit of the licence's line, amounts of money in its currency, both exact decimals
-- as text.
CREATE TABLE entry (
    licence TEXT NOT NULL,
    sequence INTEGER NOT NULL REFERENCES event (sequence),
    line INTEGER NOT NULL CHECK (line > 0),
    kind TEXT NOT NULL CHECK (kind IN ('reserve', 'draw', 'release', 'correct')),
    reservation INTEGER,
    day TEXT NOT NULL,
    quantity TEXT,
    value TEXT,
    shipment TEXT,
    declaration TEXT,
    cause TEXT,
    hash TEXT NOT NULL,
    purged INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1)),
    PRIMARY KEY (licence, sequence)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entry_by_sequence ON entry (sequence);
CREATE INDEX entry_by_declaration ON entry (declaration) WHERE declaration IS NOT NULL;

-- What was signed of the log: its length and the root of its tree.
CREATE TABLE head (
    size INTEGER NOT NULL,
    root TEXT NOT NULL,
    at TEXT NOT NULL,
    key TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (size, key)
) STRICT, WITHOUT ROWID;

-- Nothing is edited or deleted. A purge takes the content and leaves the hash.
CREATE TRIGGER event_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER event_order BEFORE INSERT ON event
WHEN NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'events follow one another'); END;
CREATE TRIGGER version_update BEFORE UPDATE ON version
WHEN NOT (
    NEW.body IS NULL AND NEW.kind = OLD.kind AND NEW.id = OLD.id AND NEW.number = OLD.number
    AND NEW.sequence = OLD.sequence AND NEW.hash = OLD.hash
)
BEGIN SELECT RAISE(ABORT, 'versions are never changed'); END;
CREATE TRIGGER version_delete BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'versions are never deleted'); END;
CREATE TRIGGER entry_update BEFORE UPDATE ON entry
WHEN NOT (
    NEW.purged = 1 AND NEW.shipment IS NULL AND NEW.declaration IS NULL AND NEW.cause IS NULL
    AND NEW.licence = OLD.licence AND NEW.sequence = OLD.sequence AND NEW.line = OLD.line AND NEW.kind = OLD.kind
    AND NEW.reservation IS OLD.reservation AND NEW.day = OLD.day AND NEW.quantity IS OLD.quantity
    AND NEW.value IS OLD.value AND NEW.hash = OLD.hash
)
BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;
CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END;
CREATE TRIGGER head_update BEFORE UPDATE ON head BEGIN SELECT RAISE(ABORT, 'signed heads are never changed'); END;
CREATE TRIGGER head_delete BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'signed heads are never deleted'); END;
