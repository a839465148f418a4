using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Connections;

/// <summary>Removes a store's rows from every table that has a store's id, whichever tables there are. The audit keeps what happened.</summary>
internal static class StoreEraser
{
    /// <returns>How many rows went, the store's own included.</returns>
    public static long Erase(WriteSession session, int storeId)
    {
        // Tables may refer to each other; all are empty of the store when the transaction ends.
        session.Db.Database.ExecuteSqlRaw("PRAGMA defer_foreign_keys = ON");
        var rows = 0L;
        foreach (var table in session.Db.Model.GetEntityTypes().Where(t => t.ClrType != typeof(AuditRecord) && t.FindProperty("StoreId") is not null).Select(t => t.GetTableName()!).Distinct())
        {
            using var delete = new Statement(session.Connection, $"DELETE FROM \"{table}\" WHERE \"StoreId\" = ?1");
            rows += delete.Bind(1, storeId).Execute();
        }

        using var last = new Statement(session.Connection, "DELETE FROM \"Stores\" WHERE \"Id\" = ?1");
        return rows + last.Bind(1, storeId).Execute();
    }
}
