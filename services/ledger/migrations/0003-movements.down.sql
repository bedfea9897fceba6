DROP TABLE ledger.home_credits;
DROP TABLE ledger.movement_actions;
DROP TABLE ledger.movements;
