DROP TABLE ledger.subjects;
