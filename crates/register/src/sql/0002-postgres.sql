-- Form 2. What is said in the file for SQLite holds here.

CREATE TABLE reply (
    key TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TRIGGER reply_update BEFORE UPDATE OR DELETE ON reply FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER reply_truncate BEFORE TRUNCATE ON reply EXECUTE FUNCTION never();
