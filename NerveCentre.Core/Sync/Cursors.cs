using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>How far each stream has been read.</summary>
internal static class Cursors
{
    public static async Task<DateTimeOffset?> ReadAsync(IDbContextFactory<NerveCentreDb> contexts, int storeId, string stream, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await db.Cursors.Where(c => c.StoreId == storeId && c.Stream == stream).Select(c => (DateTimeOffset?)c.ReadTo).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Moves the cursor in the transaction of the rows that it stands for.</summary>
    public static void Move(WriteSession session, int storeId, string stream, DateTimeOffset readTo)
    {
        if (session.Db.Cursors.Find(storeId, stream) is { } cursor)
        {
            cursor.ReadTo = readTo;
        }
        else
        {
            session.Db.Cursors.Add(new CursorRecord { StoreId = storeId, Stream = stream, ReadTo = readTo });
        }
    }
}
