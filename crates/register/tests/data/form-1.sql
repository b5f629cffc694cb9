PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE form (number INTEGER NOT NULL PRIMARY KEY) STRICT;
INSERT INTO form VALUES(1);
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
INSERT INTO event VALUES(1,'0000000000000000000000000000000000000000000000000000000000000000','2026-11-22T23:14:02.726575423Z','ana','person','person/ana',NULL,'3127dd16f044c4da7f0532fb7990b71cc68a441315b661e218b75db7e4bab6ce',NULL,'10024e931464665489edcef8f7a9708e9e23bd9e3afb013128d650c9c9269dbb');
INSERT INTO event VALUES(2,'10024e931464665489edcef8f7a9708e9e23bd9e3afb013128d650c9c9269dbb','2026-11-22T23:14:02.726575423Z','ana','import','licence/L',NULL,'37b8e6da3a40890d72694dd186d5e753dc6252b5b9f9a2fb6e02eb0a6e76e7fe',NULL,'e04789422789d8d92f57913602ec84644064644c63d35a6903862eebd8938cdf');
INSERT INTO event VALUES(3,'e04789422789d8d92f57913602ec84644064644c63d35a6903862eebd8938cdf','2026-11-22T23:14:02.815200295Z','ana','person','person/ben',NULL,'de262a4be653977f67e5671edeaf3cfdcd94cf521205543bdf2c42e2a5f8adb9',NULL,'b49d65cb9d4a5fddff93ca091fe1e6b0be395df5da5e85ada5ca75079f1b2039');
INSERT INTO event VALUES(4,'b49d65cb9d4a5fddff93ca091fe1e6b0be395df5da5e85ada5ca75079f1b2039','2026-11-22T23:14:02.892206866Z','ana','person','person/cem',NULL,'9722bbc7a2fa15770875a8f624202b554c20dad06dbdce087fa3b5b391e114b1',NULL,'1f7365e2c7ad797e6f093901153d2ff0d1938e2c571e681a1033ce0a0523c5bb');
INSERT INTO event VALUES(5,'1f7365e2c7ad797e6f093901153d2ff0d1938e2c571e681a1033ce0a0523c5bb','2026-11-22T23:14:02.971760307Z','cem','draw','licence/L',NULL,'a259db96cec3d438bee5134ffc6cca29921b524208bfdec90793db2ba835dfaf',NULL,'7e7453b47d9bc81b936f7dcefb291291cc7daad24bc141fe8015e4b0d3e867bb');
INSERT INTO event VALUES(6,'7e7453b47d9bc81b936f7dcefb291291cc7daad24bc141fe8015e4b0d3e867bb','2026-11-22T23:14:02.971760307Z','cem','duty','duty/L/c1/5',NULL,'ad7cf18dd790b86ad8d3e727496d455ee8edb23e56b6b075486eb851f46e4df0',NULL,'cfc1175f3e6aac39a1e831f514ac39f165498b81ff75dd836b6c82c0a9bf4252');
INSERT INTO event VALUES(7,'cfc1175f3e6aac39a1e831f514ac39f165498b81ff75dd836b6c82c0a9bf4252','2026-11-22T23:14:03.049855704Z','cem','reserve','licence/L',NULL,'68f21dab6703a441a6926c87ba1b10a7864a4b489e79b03a453c2cfe5458588f',NULL,'5a7fbe725a2b78b0eb90d0b8e35f4b6d04149746240846aeb3ce2d0bce597fe0');
INSERT INTO event VALUES(8,'5a7fbe725a2b78b0eb90d0b8e35f4b6d04149746240846aeb3ce2d0bce597fe0','2026-11-22T23:14:03.128214942Z','cem','release','licence/L',NULL,'8f5bce59e1c7853598d0a229111ec5988f9d38bf9cefd8d67012901ef6a4eb2e',NULL,'2c6553ff3e1e3f3f7c32e5278e529c60ec42d24e3827765452cb29196fa3f59a');
CREATE TABLE version (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    sequence INTEGER NOT NULL UNIQUE REFERENCES event (sequence),
    hash TEXT NOT NULL,
    body TEXT,
    PRIMARY KEY (kind, id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO version VALUES('duty','L/c1/5',1,6,'ad7cf18dd790b86ad8d3e727496d455ee8edb23e56b6b075486eb851f46e4df0','{"cites":"condition 1","due":"2026-03-31","from":"licence/L","id":"L/c1/5","kind":"report","proof_wanted":"receipt","shipment":"S1","since":"2026-03-01","state":"open","text":"Tell the authority"}');
INSERT INTO version VALUES('licence','L',1,2,'37b8e6da3a40890d72694dd186d5e753dc6252b5b9f9a2fb6e02eb0a6e76e7fe','{"authority":"MOFCOM","conditions":[{"kind":"report","number":1,"proof":"receipt","starts":"draw","text":"Tell the authority","within":{"days":30}}],"holder":"Example Magnets","id":"L","jurisdiction":"CN","kind":"individual","lines":[{"codes":["1C902.a"],"item":"dysprosium oxide","number":1,"quantity":"100 kg"}],"number":"L","recorded":"issued","valid_from":"2026-01-01","valid_through":"2026-12-31"}');
INSERT INTO version VALUES('person','ana',1,1,'3127dd16f044c4da7f0532fb7990b71cc68a441315b661e218b75db7e4bab6ce','{"name":"ana","roles":["clerk","officer","administrator","auditor"]}');
INSERT INTO version VALUES('person','ben',1,3,'de262a4be653977f67e5671edeaf3cfdcd94cf521205543bdf2c42e2a5f8adb9','{"name":"ben","roles":["officer","administrator"]}');
INSERT INTO version VALUES('person','cem',1,4,'9722bbc7a2fa15770875a8f624202b554c20dad06dbdce087fa3b5b391e114b1','{"name":"cem","roles":["clerk"]}');
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
INSERT INTO entry VALUES('L',5,1,'draw',NULL,'2026-03-01','2.5',NULL,'S1',NULL,NULL,'a259db96cec3d438bee5134ffc6cca29921b524208bfdec90793db2ba835dfaf',0);
INSERT INTO entry VALUES('L',7,1,'reserve',NULL,'2026-03-01','1',NULL,'S2',NULL,NULL,'68f21dab6703a441a6926c87ba1b10a7864a4b489e79b03a453c2cfe5458588f',0);
INSERT INTO entry VALUES('L',8,1,'release',7,'2026-03-01','1',NULL,'S2',NULL,NULL,'8f5bce59e1c7853598d0a229111ec5988f9d38bf9cefd8d67012901ef6a4eb2e',0);
CREATE TABLE head (
    size INTEGER NOT NULL,
    root TEXT NOT NULL,
    at TEXT NOT NULL,
    key TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (size, key)
) STRICT, WITHOUT ROWID;
INSERT INTO head VALUES(8,'a619d73df316d44ae026914d1a3d9198efac369f99294a4ca5d62dc176778937','2026-11-22T23:14:03.181826948Z','80613ef0e8a6c4b196ff065c0030541eeaae196dc55d6515f1e18b5fb097a076','fe302f265965d4d60ab4e3ad11423fe4b86bdce8d81b78467f32dcd7ff7c1265f075893704fbc2ff7097c124947681e9590a5719b099d278d997171cf1669403');
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
