BEGIN TRANSACTION;
CREATE TABLE meta (
	"key" VARCHAR NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','1');
INSERT INTO "meta" VALUES('words_through','3');
INSERT INTO "meta" VALUES('encoder','4a247d5dedc4f1fa1456454ab70911bf514bcaf3a71a94006e6ac198acb490d6');
INSERT INTO "meta" VALUES('encoder_name','multilingual-e5-small');
INSERT INTO "meta" VALUES('generation_built','1');
INSERT INTO "meta" VALUES('generation','1');
INSERT INTO "meta" VALUES('revision','9');
CREATE TABLE passages (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	record INTEGER NOT NULL,
	n INTEGER NOT NULL,
	part INTEGER NOT NULL,
	role VARCHAR NOT NULL,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	embedded TEXT NOT NULL,
	embedded_sha VARCHAR NOT NULL,
	UNIQUE (record, n),
	FOREIGN KEY(record) REFERENCES records (seq) ON DELETE CASCADE
);
INSERT INTO "passages" VALUES(1,1,0,0,'question',0,33,'Hoeveel postbussen staan er leeg?','0a1b8bbf026b5dc0662eede3da00d98c6b03e713fa51f3f29b64802f20645755');
INSERT INTO "passages" VALUES(2,1,1,1,'answer',35,59,'Hoeveel postbussen staan er leeg?
Er staan er twaalf leeg.','b122c98b43f018f464710b62a38f4c52ac808998e007ff5c536295bb0d8b7afe');
INSERT INTO "passages" VALUES(3,2,0,0,'question',0,21,'Wanneer komt de bode?','1e10e8f7d91b5870bba870cf696925bddd61a153f224b4e21681d0caee98b9b0');
CREATE TABLE people (
	record INTEGER NOT NULL,
	capacity VARCHAR NOT NULL,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	party TEXT NOT NULL,
	FOREIGN KEY(record) REFERENCES records (seq) ON DELETE CASCADE
);
INSERT INTO "people" VALUES(1,'asker',' an peeters ','  ','  ');
INSERT INTO "people" VALUES(2,'asker',' an peeters ','  ','  ');
CREATE TABLE records (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id VARCHAR NOT NULL,
	external_id VARCHAR,
	parliament VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	number VARCHAR,
	title TEXT,
	asked_on DATE,
	answered_on DATE,
	language VARCHAR,
	status VARCHAR,
	family VARCHAR,
	document TEXT NOT NULL,
	UNIQUE (id)
);
INSERT INTO "records" VALUES(1,'be-test.written-question.q1','Q1','be-test','written-question',NULL,NULL,'2021-02-19',NULL,'nl','answered','b970d95ab9784c87fa843a8143ae60ca98122c1066f8ef9023c8f1c5055c9421','{"id":"be-test.written-question.q1","external_id":"Q1","parliament":"be-test","kind":"written-question","number":null,"title":null,"asked_on":"2021-02-19","answered_on":null,"askers":[{"name":"An Peeters","role":null,"party":null}],"addressees":[],"language":"nl","themes":["post"],"url":null,"licence":null,"source":{"path":"/home/an/brieven.jsonl","sha256":"b86f685c6a15aca3759be144a8115e91abaa3e9197a7292a2dac04b63690992c"},"text":"Hoeveel postbussen staan er leeg?\n\nEr staan er twaalf leeg.","parts":[{"start":0,"end":33,"role":"question","labels":[],"speaker":null,"language":null,"answers":[],"confidence":null,"status":"answered","translation_of":null},{"start":35,"end":59,"role":"answer","labels":[],"speaker":null,"language":null,"answers":[],"confidence":0.9,"status":null,"translation_of":null}],"pages":[],"references":[],"status":"answered"}');
INSERT INTO "records" VALUES(2,'be-test.written-question.q2','Q2','be-test','written-question',NULL,NULL,'2021-03-01',NULL,'nl','unanswered','ea60ed9f873dca582fbcbcc3e8401c6488a2f2786c77d3f6415ee7bea8f099fd','{"id":"be-test.written-question.q2","external_id":"Q2","parliament":"be-test","kind":"written-question","number":null,"title":null,"asked_on":"2021-03-01","answered_on":null,"askers":[{"name":"An Peeters","role":null,"party":null}],"addressees":[],"language":"nl","themes":["post"],"url":null,"licence":null,"source":{"path":"/home/an/brieven.jsonl","sha256":"b86f685c6a15aca3759be144a8115e91abaa3e9197a7292a2dac04b63690992c"},"text":"Wanneer komt de bode?","parts":[{"start":0,"end":21,"role":"question","labels":[],"speaker":null,"language":null,"answers":[],"confidence":null,"status":null,"translation_of":null}],"pages":[],"references":[],"status":"unanswered"}');
CREATE TABLE source_records (
	source INTEGER NOT NULL,
	record VARCHAR NOT NULL,
	PRIMARY KEY (source, record),
	FOREIGN KEY(source) REFERENCES sources (seq) ON DELETE CASCADE
);
INSERT INTO "source_records" VALUES(1,'be-test.written-question.q1');
INSERT INTO "source_records" VALUES(1,'be-test.written-question.q2');
CREATE TABLE sources (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	path TEXT NOT NULL,
	sha256 VARCHAR,
	revision VARCHAR,
	status VARCHAR NOT NULL,
	reason TEXT,
	seen_at DATETIME NOT NULL,
	UNIQUE (path)
);
INSERT INTO "sources" VALUES(1,'/home/an/brieven.jsonl','b86f685c6a15aca3759be144a8115e91abaa3e9197a7292a2dac04b63690992c','b86f685c6a15aca3759be144a8115e91abaa3e9197a7292a2dac04b63690992c:d20c5fe8cd08','added',NULL,'2021-05-01 12:00:00.149974');
INSERT INTO "sources" VALUES(2,'/home/an/leeg.txt',NULL,NULL,'failed','the file is empty','2021-05-01 12:00:00.155307');
CREATE TABLE themes (
	record INTEGER NOT NULL,
	theme TEXT NOT NULL,
	FOREIGN KEY(record) REFERENCES records (seq) ON DELETE CASCADE
);
INSERT INTO "themes" VALUES(1,' post ');
INSERT INTO "themes" VALUES(2,' post ');
CREATE TABLE vectors (
	embedded_sha VARCHAR NOT NULL,
	vector BLOB NOT NULL,
	PRIMARY KEY (embedded_sha)
);
INSERT INTO "vectors" VALUES('0a1b8bbf026b5dc0662eede3da00d98c6b03e713fa51f3f29b64802f20645755',X'6424D8A4B4A5A6AC');
INSERT INTO "vectors" VALUES('b122c98b43f018f464710b62a38f4c52ac808998e007ff5c536295bb0d8b7afe',X'8727E7A323A91DAA');
INSERT INTO "vectors" VALUES('1e10e8f7d91b5870bba870cf696925bddd61a153f224b4e21681d0caee98b9b0',X'B42989A679AA35AF');
CREATE INDEX ix_sources_sha256 ON sources (sha256);
CREATE INDEX ix_records_parliament ON records (parliament);
CREATE INDEX ix_records_external_id ON records (external_id);
CREATE INDEX ix_records_number ON records (number);
CREATE INDEX ix_records_asked_on ON records (asked_on);
CREATE INDEX ix_records_family ON records (family);
CREATE INDEX ix_source_records_record ON source_records (record);
CREATE INDEX ix_people_record ON people (record);
CREATE INDEX people_capacity ON people (capacity, record);
CREATE INDEX ix_themes_record ON themes (record);
CREATE INDEX ix_passages_record ON passages (record);
CREATE INDEX ix_passages_embedded_sha ON passages (embedded_sha);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('records',2);
INSERT INTO "sqlite_sequence" VALUES('passages',3);
INSERT INTO "sqlite_sequence" VALUES('sources',2);
COMMIT;
