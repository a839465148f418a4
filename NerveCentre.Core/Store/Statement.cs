using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NerveCentre.Core.Store;

/// <summary>
/// A prepared statement bound by position, for rows that come by the million. An ADO.NET command looks up every parameter by its name
/// at every row and makes a reader for each; that cost as much as SQLite itself. Only for use inside a transaction.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    /// <param name="sql">With parameters ?1, ?2 and so on.</param>
    public Statement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_db, sql, out _statement), _db);
    }

    public Statement Bind(int at, long value)
    {
        raw.sqlite3_bind_int64(_statement, at, value);
        return this;
    }

    public Statement Bind(int at, long? value)
    {
        if (value is { } number)
        {
            return Bind(at, number);
        }

        raw.sqlite3_bind_null(_statement, at);
        return this;
    }

    public Statement Bind(int at, string? value)
    {
        SqliteException.ThrowExceptionForRC(value is null ? raw.sqlite3_bind_null(_statement, at) : raw.sqlite3_bind_text(_statement, at, value), _db);
        return this;
    }

    /// <summary>Runs to the end. What is bound stays bound.</summary>
    /// <returns>How many rows were changed.</returns>
    public int Execute()
    {
        Step();
        Reset();
        return raw.sqlite3_changes(_db);
    }

    /// <summary>Runs to the first row: true if there is one. To be followed by <see cref="Reset"/>.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            raw.sqlite3_reset(_statement);
            SqliteException.ThrowExceptionForRC(code, _db);
        }

        return code is raw.SQLITE_ROW;
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => _statement.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) is raw.SQLITE_NULL;
}
