-- A database as the first migration left it, with three candles; built by the test of old files.
pragma journal_mode = wal;
create table kysely_migration ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
create table kysely_migration_lock ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
insert into kysely_migration values ('0001-candles', '2024-02-26T00:00:00.000Z');
insert into kysely_migration_lock values ('migration_lock', 0);
create table instruments ("key" integer primary key, "name" text not null unique);
create table candles (
  instrument integer not null, interval_s integer not null, time_s integer not null,
  open integer not null, high integer not null, low integer not null, close integer not null,
  volume integer not null, decimals integer not null, size_decimals integer not null,
  grade integer not null,
  constraint candles_key primary key (instrument, interval_s, time_s)
) without rowid, strict;
insert into instruments values (1, 'BINANCE:BTCUSDT');
insert into candles values
  (1, 60, 1708905600, 6000000, 6000500, 5999500, 6000100, 1000000, 2, 5, 3),
  (1, 60, 1708905660, 6000001, 6000501, 5999501, 6000101, 1000001, 2, 5, 3),
  (1, 60, 1708905720, 6000002, 6000502, 5999502, 6000102, 1000002, 2, 5, 3);
