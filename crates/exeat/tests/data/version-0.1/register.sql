PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE form (number INTEGER NOT NULL PRIMARY KEY) STRICT;
INSERT INTO form VALUES(1);
INSERT INTO form VALUES(2);
CREATE TABLE writer (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1)) STRICT;
INSERT INTO writer VALUES(1);
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
INSERT INTO event VALUES(1,'0000000000000000000000000000000000000000000000000000000000000000','2026-11-23T04:34:42.182237044Z','ada','person','person/ada',NULL,'908c70e45940850c348f9fc1e141f47e42481837e4f040cd5745e6cef7f143e6',NULL,'b226ea90a09a1288a969ebbbd6e9a8386eb6b6ff8da942185d91c69e1442d9d9');
INSERT INTO event VALUES(2,'b226ea90a09a1288a969ebbbd6e9a8386eb6b6ff8da942185d91c69e1442d9d9','2026-11-23T04:34:42.182237044Z','ada','import','licence/OLD-1',NULL,'80ebf2bf5da8a876a2994ac183d6865f32768c7802253c7d98f8ae9c1e16214a',NULL,'edf0b831ef2795d25c26c6c70f127ac5b0e0bb0dc6b1d4adf8746ec2b4b58a78');
INSERT INTO event VALUES(3,'edf0b831ef2795d25c26c6c70f127ac5b0e0bb0dc6b1d4adf8746ec2b4b58a78','2026-11-23T04:34:44.388281257Z','ada','draw','licence/OLD-1',NULL,'55ed40cfaa67b89be9c5f3e1cfe537990477e17a638b2dfeb9a296a0440b5b1b',NULL,'cabec01a5695d4a97c4b98a9acd4b7570d86121242f91a763750a12030841de4');
CREATE TABLE version (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    sequence INTEGER NOT NULL UNIQUE REFERENCES event (sequence),
    hash TEXT NOT NULL,
    body TEXT,
    PRIMARY KEY (kind, id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO version VALUES('licence','OLD-1',1,2,'80ebf2bf5da8a876a2994ac183d6865f32768c7802253c7d98f8ae9c1e16214a','{"authority":"MOFCOM","destinations":["DE"],"holder":"Example Magnets Co. Ltd","id":"OLD-1","jurisdiction":"CN","kind":"general","lines":[{"codes":["1C905"],"item":"magnets with dysprosium","number":1,"quantity":"500 kg","value":"50000000 CNY"}],"number":"OLD-1","recorded":"issued","valid_from":"2026-01-01","valid_through":"2099-12-31"}');
INSERT INTO version VALUES('person','ada',1,1,'908c70e45940850c348f9fc1e141f47e42481837e4f040cd5745e6cef7f143e6','{"name":"ada","roles":["clerk","officer","administrator","auditor"]}');
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
INSERT INTO entry VALUES('OLD-1',3,1,'draw',NULL,'2026-09-01','100','450000','S-OLD',NULL,NULL,'55ed40cfaa67b89be9c5f3e1cfe537990477e17a638b2dfeb9a296a0440b5b1b',0);
CREATE TABLE head (
    size INTEGER NOT NULL,
    root TEXT NOT NULL,
    at TEXT NOT NULL,
    key TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (size, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE reply (
    key TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO reply VALUES('old-1','204a733f44c39932f03e4dc0e3b48dcf4d0fbff44b7c9b3401ce08859ffc63fb','{"events":[3]}');
CREATE INDEX event_by_object ON event (object, sequence);
CREATE UNIQUE INDEX entry_by_sequence ON entry (sequence);
CREATE INDEX entry_by_declaration ON entry (declaration) WHERE declaration IS NOT NULL;
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
COMMIT;
