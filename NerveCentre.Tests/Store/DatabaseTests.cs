using NerveCentre.Core.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Store;

/// <summary>The file itself: its shape, its promises, and what is said when it cannot be used.</summary>
public sealed class DatabaseTests
{
    [Fact]
    public async Task EveryTable_IsStrict_AndTheLargeKeyedOnesHaveNoRowId()
    {
        await using var installation = Installation.Empty();

        var tables = installation.Rows("SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name");

        Assert.Equal(
            [
                "AccountTokens|0|1", "Accounts|0|1", "ApiTokenStores|0|1", "ApiTokens|0|1", "Audit|0|1", "Backfills|0|1", "CallCounts|0|1", "Categories|0|1", "Connections|0|1",
                "Cursors|0|1", "FileMappings|0|1", "Invitations|0|1", "InvitedRoles|0|1", "ListingColumns|0|1", "ListingCounts|1|1", "Listings|0|1", "MarketChanges|0|1", "MarketProposals|0|1", "Memberships|0|1", "MoveListings|0|1", "MoveProposals|0|1",
                "OrderCounts|1|1", "Orders|1|1", "PendingConnections|0|1", "Readings|0|1", "Restrictions|0|1", "Runs|0|1", "ServiceChanges|0|1", "Services|0|1", "Sessions|0|1", "Stores|0|1", "Templates|0|1", "Verifications|0|1",
            ],
            tables);
    }

    [Fact]
    public async Task TextInANumbersColumn_IsRefusedByTheFileItself()
    {
        await using var installation = Installation.Empty();

        Assert.Throws<SqliteException>(() => installation.Rows("INSERT INTO ListingCounts VALUES (1, 'one', 0, 0)"));
    }

    [Fact]
    public async Task EveryConnection_GetsItsPragmas()
    {
        await using var installation = Installation.Empty();
        using var db = installation.Db();
        using var second = installation.Db();
        foreach (var context in new[] { db, second })
        {
            await context.Database.OpenConnectionAsync();
            Assert.Equal(["wal", "10000", "1", "1", "-16000"], ((string[])["journal_mode", "busy_timeout", "synchronous", "foreign_keys", "cache_size"]).Select(p => Pragma(context, p)));
        }

        static string? Pragma(NerveCentreDb db, string name)
        {
            using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {name}";
            return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task OrdersTable_HasNoColumnForABuyersNameOrAddress()
    {
        await using var installation = Installation.Empty();

        Assert.Equal(
            ["StoreId", "OrderId", "PlacedAt", "BuyerCountry", "BuyerCountryRaw", "ShipCountry", "ShipCountryRaw", "Amount", "Currency", "Status", "RawStatus", "ModifiedAt", "CountriesRead"],
            installation.Rows("SELECT name FROM pragma_table_info('Orders')"));
        // Every other column whose name speaks of a person, whatever table is added next; people who sign in here are no buyers.
        Assert.Equal(["AccountTokens|LoginProvider", "Accounts|Email", "Accounts|NormalizedEmail", "Audit|Address", "Sessions|Address"], installation.Rows("""
            SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND (c.name LIKE '%address%' OR c.name LIKE '%email%' OR c.name LIKE '%phone%' OR c.name LIKE '%first%name%' OR c.name LIKE '%login%' OR c.name LIKE '%contact%' OR c.name LIKE '%zip%')
            ORDER BY m.name, c.name
            """));
    }

    [Fact]
    public async Task SyncedSandbox_HoldsNothingOfTheBuyersButTheCountry()
    {
        await using var installation = await Installation.FilledAsync();

        var dump = string.Join('\n', Table.AllRows(installation.Folder.Database));

        Assert.DoesNotContain("S***", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("sb***", dump, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseOfANewerVersion_IsRefusedAndLeftAlone()
    {
        await using var installation = Installation.Empty();
        installation.Rows("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0')");
        var before = installation.Rows("SELECT sql FROM sqlite_schema ORDER BY name");

        var problem = Assert.Throws<ProblemException>(() => installation.Get<Database>().Prepare(closeOpenRuns: true));

        Assert.Contains("newer NerveCentre (it knows '29990101000000_Future'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, installation.Rows("SELECT sql FROM sqlite_schema ORDER BY name"));
    }

    [Fact]
    public async Task DatabaseOfAnotherProgram_IsRefusedAndLeftAlone()
    {
        await using var installation = Installation.Bare();
        installation.Rows("CREATE TABLE recipes (name TEXT)");

        var problem = Assert.Throws<ProblemException>(() => installation.Get<Database>().Prepare(closeOpenRuns: true));

        Assert.Contains("is a database of another program", problem.Message, StringComparison.Ordinal);
        Assert.Equal(["recipes"], installation.Rows("SELECT name FROM sqlite_schema"));
    }

    [Theory]
    [InlineData("this is a shopping list, no database, and long enough to be looked at by anyone who opens it as one")]
    [InlineData("SQLite format 3\0 and then nonsense, nonsense, nonsense, nonsense, nonsense, nonsense, nonsense, nonsense, nonsense")]
    public async Task FileThatIsNoDatabase_IsRefusedInWords(string content)
    {
        await using var installation = Installation.Bare();
        installation.Files.Write("nervecentre.db", content);

        var problem = Assert.Throws<ProblemException>(() => installation.Get<Database>().Prepare(closeOpenRuns: true));

        Assert.Contains("is not a sound NerveCentre database", problem.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(installation.Folder.Database));
    }

    [Fact]
    public async Task EmptyFile_BecomesADatabase()
    {
        await using var installation = Installation.Bare();
        installation.Files.Write("nervecentre.db", "");

        installation.Get<Database>().Prepare(closeOpenRuns: true);

        Table.AssertSound(installation.Folder.Database);
    }

    [Fact]
    public async Task RestoredBackup_WhichIsNotInWalMode_IsTakenAsItIs()
    {
        await using var installation = Installation.Empty();
        await installation.StoreAsync("Kept");
        installation.Rows($"VACUUM INTO '{installation.Files.File("backup.db")}'");
        await using var restored = Installation.Bare();
        restored.Files.Write("nervecentre.db", await File.ReadAllBytesAsync(installation.Files.File("backup.db")));

        restored.Get<Database>().Prepare(closeOpenRuns: true);

        Assert.Equal(["Kept"], restored.Rows("SELECT Name FROM Stores"));
    }

    [Fact]
    public async Task ProcessThatDiedWhileItUpgraded_LeavesNoLockThatTheNextOneWaitsFor()
    {
        await using var installation = Installation.Bare();
        // What EF leaves behind when it is killed between taking its lock and giving it back.
        installation.Rows("CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
        installation.Rows("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-03-16 12:00:00')");

        installation.Get<Database>().Prepare(closeOpenRuns: true);

        Table.AssertSound(installation.Folder.Database);
    }

    [Fact]
    public async Task FirstStartsAtTheSameTime_AllSucceed()
    {
        await using var installation = Installation.Bare();
        var database = installation.Get<Database>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Prepare(closeOpenRuns: false))));

        Table.AssertSound(installation.Folder.Database);
    }

    [Fact]
    public async Task RunsThatADeadProcessLeftOpen_AreAbandoned_ButOnlyByAServer()
    {
        await using var installation = Installation.Empty();
        var store = await installation.StoreAsync();
        await installation.Writer.WriteAsync(session => session.Db.Runs.Add(new RunRecord { StoreId = store.Id, Stream = "orders", StartedAt = TestClock.Noon }), default);

        installation.Get<Database>().Prepare(closeOpenRuns: false);
        Assert.Equal(SyncOutcome.Running, (await installation.Get<SyncDesk>().RunsAsync(Caller.CommandLine, store.Id, 1, default))[0].Outcome);

        installation.Get<Database>().Prepare(closeOpenRuns: true);
        var run = (await installation.Get<SyncDesk>().RunsAsync(Caller.CommandLine, store.Id, 1, default))[0];
        Assert.Equal((SyncOutcome.Abandoned, TestClock.Noon), (run.Outcome, run.FinishedAt));
        Assert.Contains("the next run reads on", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullDisk_LeavesNothingHalfWritten()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await installation.Writer.WriteAsync(session => session.Orders(store).Upsert(An.Order("kept")), default);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => installation.Writer.WriteAsync(
            session =>
            {
                // SQLite says "full" when a file reaches its limit of pages, as it does when the disk ends.
                session.Db.Database.ExecuteSqlRaw("PRAGMA max_page_count = 80");
                for (var i = 0; i < 20_000; i++)
                {
                    session.Orders(store).Upsert(An.Order($"lost-{i}"));
                }
            },
            default));

        Assert.Contains("is full. Nothing was half-written", problem.Message, StringComparison.Ordinal);
        Assert.Equal(["kept"], installation.Rows("SELECT OrderId FROM Orders"));
        Table.AssertSound(installation.Folder.Database);
    }

    [Fact]
    public async Task WorkThatFails_IsRolledBackAndTellsNobody()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => installation.Writer.WriteAsync(
            session =>
            {
                session.Orders(store).Upsert(An.Order("1"));
                session.MarkChanged(store);
                throw new InvalidTimeZoneException();
            },
            default));

        Assert.Empty(installation.Rows("SELECT StoreId FROM Orders UNION ALL SELECT StoreId FROM OrderCounts"));
        Assert.False(installation.Get<StoreChanges>().Reader.TryRead(out _));
        Assert.Equal(["0"], installation.Rows("SELECT Revision FROM Stores"));
    }

    [Fact]
    public async Task StoreNames_AreUniqueWithoutRegardToCase()
    {
        await using var installation = Installation.Empty();
        await installation.StoreAsync("My Shop");

        Assert.Equal("My Shop", (await installation.Get<StoreDirectory>().FindAsync("my SHOP", default))?.Name);
        await Assert.ThrowsAsync<DbUpdateException>(() => installation.StoreAsync("MY SHOP"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("\u0000")]
    public async Task StoreNames_ThatCannotBeTyped_AreRefused(string name)
    {
        await using var installation = Installation.Empty();

        await Assert.ThrowsAsync<ProblemException>(() => installation.StoreAsync(name));
        await Assert.ThrowsAsync<ProblemException>(() => installation.StoreAsync(new string('x', 101)));
    }

    [Fact]
    public async Task UnknownStore_IsAnsweredWithTheNamesThereAre()
    {
        await using var installation = Installation.Empty();
        await installation.StoreAsync("Shop A");
        await installation.StoreAsync("Shop B");

        var problem = await Assert.ThrowsAsync<ProblemException>(() => installation.Get<StoreDirectory>().RequireAsync("Shop\u001bC", default));

        Assert.Equal("There is no store named 'Shop·C'. The stores are: 'Shop A', 'Shop B'.", problem.Message);
    }
}
