-- Form 2: what was answered to requests that carry a key, so that a request which is sent twice is done once. `body`
-- names the events; what they say stands where it always does.

CREATE TABLE reply (
    key TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
