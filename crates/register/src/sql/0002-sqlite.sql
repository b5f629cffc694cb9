-- Form 2: what was answered to requests that carry a key, so that a request which is sent twice is done once. `body`
-- names the events; what they say stands where it always does.

CREATE TABLE reply (
    key TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reply_update BEFORE UPDATE ON reply BEGIN SELECT RAISE(ABORT, 'answers are never changed'); END;
CREATE TRIGGER reply_delete BEFORE DELETE ON reply BEGIN SELECT RAISE(ABORT, 'answers are never deleted'); END;
