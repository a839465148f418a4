using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

/// <summary>The ids of one file, in a temporary table: exact for any number of rows, and no memory.</summary>
internal sealed class SeenIds : IDisposable
{
    /// <summary>Stands for the line of a row that was left out: a sound row of the same id may follow.</summary>
    private const long LeftOut = 0;

    private readonly Statement _add;
    private readonly Statement _find;

    public SeenIds(WriteSession session)
    {
        session.Db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS temp.ImportedIds");
        session.Db.Database.ExecuteSqlRaw("CREATE TEMP TABLE ImportedIds (Id TEXT PRIMARY KEY, Line INTEGER NOT NULL) STRICT, WITHOUT ROWID");
        _add = new Statement(session.Connection, "INSERT INTO temp.ImportedIds VALUES (?1, ?2) ON CONFLICT DO UPDATE SET Line = excluded.Line WHERE Line = 0");
        _find = new Statement(session.Connection, "SELECT Line FROM temp.ImportedIds WHERE Id = ?1");
    }

    /// <summary>The line on which an id stood before; <c>null</c> when it has not.</summary>
    public long? FirstLine(string id, long line)
    {
        if (_add.Bind(1, id).Bind(2, line).Execute() is 1)
        {
            return null;
        }

        try
        {
            return _find.Bind(1, id).Step() ? _find.Long(0) : null;
        }
        finally
        {
            _find.Reset();
        }
    }

    /// <summary>Notes the id of a row that was left out: it stands in the file all the same.</summary>
    public void NoteLeftOut(string id) => _add.Bind(1, id).Bind(2, LeftOut).Execute();

    public void Dispose()
    {
        _add.Dispose();
        _find.Dispose();
    }
}
