-- Form 2. What is said in the file for SQLite holds here.

CREATE TABLE reply (
    key TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    body TEXT NOT NULL
);
