// For drizzle-kit only: it looks for tables among a module's exports, so every table is one, without a list to forget.
module.exports = require('./sqlite.ts').sqliteTables
