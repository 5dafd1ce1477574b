"""Above the application: start and stop it, fill it, read and write files, prove the record. Nobody imports it."""
