/** SQLite's file in the data folder; JavaScript, because the backup script reads it without a build. */
export const databaseName = 'ebb.db'
