DROP TABLE ledger.audit_positions;
DROP TABLE ledger.blocks;
