PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE organisation (id integer primary key, name text not null unique);
INSERT INTO organisation VALUES(1,'first');
CREATE TABLE person (
  id integer primary key, organisation integer not null references organisation(id),
  name text not null unique, role text not null, password text not null,
  wrong integer not null default 0, wrong_at integer not null default 0, removed integer not null default 0);
INSERT INTO person VALUES(1,1,'ada','administrator','argon2id$19456$2$1$3d7f61834b64234dfe4b84ff211a7cd3$b1c36142bcde5d3b1d35f66decd36faf66d00fbd57579c130874112a67969f7b',0,0,0);
CREATE TABLE session (
  hash text primary key, person integer not null references person(id), ends integer not null);
INSERT INTO session VALUES('ab3228b08f00199939f1b1673368bcca260e9facbda2549fba87a819c983d028',1,1795451684);
CREATE TABLE key (
  id integer primary key, hash text not null unique, person integer not null references person(id),
  name text not null, scopes text not null, withdrawn integer not null default 0);
INSERT INTO "key" VALUES(1,'b30e1df414ded00fa90581b458b4de032225e13a7eba8dabe96d089317b0c876',1,'erp','determine see-licences',0);
CREATE TABLE invitation (
  hash text primary key, organisation integer not null references organisation(id),
  role text not null, ends integer not null, used integer not null default 0);
INSERT INTO invitation VALUES('287418f39c3aeb31c7ba435a8e0a296eac0f6627869d36e8166207498183310b',1,'administrator',1796013282,1);
CREATE TABLE deed (
  id integer primary key, at text not null, organisation integer not null,
  actor text not null, deed text not null, object text not null);
INSERT INTO deed VALUES(1,'2026-11-23T04:34:44.28665758Z',1,'ada','joined','administrator');
INSERT INTO deed VALUES(2,'2026-11-23T04:34:44.322034136Z',1,'ada','signed in','');
INSERT INTO deed VALUES(3,'2026-11-23T04:34:44.374579414Z',1,'ada','issued a key','erp');
COMMIT;
