using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests;

/// <summary>What somebody would write into a title, a name or a file to get more than a place in a table.</summary>
internal static class Hostile
{
    /// <summary>Each sets <c>window.__pwned</c> or opens a dialog if it is ever run.</summary>
    public static IReadOnlyList<string> Payloads { get; } =
    [
        "\"><img src=x onerror=window.__pwned=1>",
        "<script>window.__pwned=1</script>",
        "</script><script>alert(1)</script>",
        "</title></style></textarea><script>window.__pwned=1</script>",
        "javascript:window.__pwned=1",
        "' onmouseover='window.__pwned=1' autofocus onfocus='window.__pwned=1",
        "<svg onload=window.__pwned=1><script>alert(1)</script></svg>",
        "<svg><animate onbegin=window.__pwned=1 attributeName=x dur=1s>",
        "<iframe srcdoc=\"<script>parent.__pwned=1</script>\"></iframe>",
        "<base href=\"https://evil.example/\"><link rel=stylesheet href=//evil.example/x.css>",
        "<form action=https://evil.example/><button autofocus>Sign in</button></form>",
        "<!--Blazor:{\"type\":\"server\",\"sequence\":0}--><blazor-ssr><template></template></blazor-ssr>",
        "{{7*7}}${7*7}<%= 7*7 %>@(7*7)#{7*7}",
        "&lt;script&gt;alert(1)&lt;/script&gt;&#x3C;script>",
        "Lamp\u202Egnp.exe\u2066 \u200Bzero\uFEFFwidth",
        "NUL\0inside\u0007\u001B[31m\u001B]0;title\u0007",
        "First line\r\nfail: NerveCentre.Forged[1]\r\n      Everything was deleted",
        "line\u2028separator\u2029and\u0085more",
        "half \uD83D a pair",
        "=cmd|' /C calc'!A0",
        " \t=HYPERLINK(\"https://evil.example\")",
        "＝1+1",
        "\u200B@SUM(1)",
        "../../etc/passwd%00.svg?x=#y",
        new string('W', 65_536),
    ];

    /// <summary>Those that fit where only 100 characters are taken.</summary>
    public static IReadOnlyList<string> Short { get; } = [.. Payloads.Where(p => p.Length <= StoreDirectory.MaxNameLength)];

    public const string Main = "Hostile";

    /// <summary>
    /// A data folder whose database holds every payload in every column that keeps text of others, as if nothing on the way in had looked at it:
    /// one store with all of them, and one store named by each.
    /// </summary>
    /// <returns>How many cells hold a payload.</returns>
    public static int Fill(string folder)
    {
        using (var services = new ServiceCollection().AddLogging().AddNerveCentreCore(new ConfigurationBuilder().Build(), DataFolder.Open(folder)).BuildServiceProvider())
        {
            services.GetRequiredService<Database>().Prepare(closeOpenRuns: false);
        }

        using var writer = new Writer(Path.Combine(folder, "nervecentre.db"));
        writer.Store(1, Main);
        // The templates whose listings are restricted, to be judged by nobody, and covered.
        writer.Template(1, 1, "Everything", named: "US");
        for (var i = 0; i < Payloads.Count; i++)
        {
            var (payload, id) = (Payloads[i], i + 1);
            writer.Template(1, 100 + i, payload, named: "US");
            writer.Listing(1, id, payload, template: 1, category: id);
            writer.Listing(1, 1_000 + id, payload, template: 100 + i, category: null);
            writer.Run("INSERT INTO Restrictions (StoreId, CategoryId, Country, Category, AddedAt, By) VALUES (1, $0, 'BR', $1, 0, $1)", id, payload);
            writer.Run("INSERT INTO MarketChanges (StoreId, At, By, Added, Removed) VALUES (1, $0, $1, 'BR', '')", writer.Now, payload);
            writer.Run("INSERT INTO Categories VALUES (1, $0, $1)", 1_000 + id, payload);
            writer.Run("INSERT INTO MoveProposals (Id, StoreId, FromTemplateId, FromName, ToTemplateId, ToName, Listings, Active, CoveredBefore, CoveredAfter, Loses, Gains, By, At) VALUES ($0, 1, $1, $2, 1, $2, 1, 2, 0, 1, 'BR', 'US', $2, $3)", id, 100 + i, payload, writer.Now);
            writer.Run("INSERT INTO MoveListings (StoreId, MoveId, ListingId) VALUES (1, $0, $0)", id);
            writer.Run("INSERT INTO Cursors VALUES (1, $0, 0)", payload);
            writer.Told(payload, id);
            writer.SyncRun(1, payload, error: payload, note: null);
            writer.SyncRun(1, payload, error: null, note: payload);
        }

        writer.Run("INSERT INTO FileMappings VALUES (1, 0, $0, 0)", Payloads[1]);
        writer.Run("INSERT INTO FileMappings VALUES (1, 1, $0, 0)", $$"""{"Kind":1,"Columns":{"title":{{System.Text.Json.JsonSerializer.Serialize(Payloads[0])}}},"Statuses":{{{System.Text.Json.JsonSerializer.Serialize(Payloads[1])}}:"active"},"Zone":{{System.Text.Json.JsonSerializer.Serialize(Payloads[2])}}}""");
        for (var i = 0; i < Payloads.Count; i++)
        {
            writer.People(Payloads[i], i + 1);
        }

        for (var i = 0; i < Short.Count; i++)
        {
            var store = i + 2;
            writer.Store(store, Short[i]);
            writer.Order(store, Short[i]);
            writer.SyncRun(store, "import", error: Short[i], note: null);
            if (i % 2 is 1)
            {
                writer.Connection(store, Short[i]);
            }
        }

        return writer.Planted;
    }

    private sealed class Writer : IDisposable
    {
        private const long DayMs = 86_400_000;
        private readonly SqliteConnection _connection;
        private readonly SqliteTransaction _transaction;

        public Writer(string file)
        {
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            _connection.Open();
            _transaction = _connection.BeginTransaction();
        }

        public long Now { get; } = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        public int Planted { get; private set; }

        public void Store(int id, string name) => Run("INSERT INTO Stores (Id, Name, Kind, TimeZone, CreatedAt, Revision, PriorityMarkets) VALUES ($0, $1, 1, 'UTC', 0, 1, 'BR')", id, name);

        public void Template(int store, long id, string name, string named) => Run(
            "INSERT INTO Templates (StoreId, TemplateId, Name, IsDefault, Settings, Named, Assumed, Judged, UnknownCodes, ReadAt, ChangedAt) VALUES ($0, $1, $2, 0, $2, $3, '', 1, $2, $4, $4)",
            store, id, name, named, Now);

        public void Listing(int store, long id, string title, long template, long? category)
        {
            Run(
                "INSERT INTO Listings (StoreId, ListingId, Title, Status, RawStatus, TemplateId, CategoryId, PublishedAt) VALUES ($0, $1, $2, 0, $2, $3, $4, $5)",
                store, id, title, template, (object?)category ?? DBNull.Value, Now);
            Run("INSERT INTO ListingCounts (StoreId, TemplateId, CategoryId, Listings) VALUES ($0, $1, $2, 1)", store, template, category ?? 0);
        }

        /// <summary>A service of that name, in a template, told of, changed, and in a verification with its evidence.</summary>
        public void Told(string text, int id)
        {
            var evidence = System.Text.Json.JsonSerializer.Serialize(new[] { new DestinationEvidence(text, DestinationList.Free, DestinationVerdict.Ships, [text], 1) });
            var settings = System.Text.Json.JsonSerializer.Serialize(new[] { new FreightSetting(text, true, false, [text], [], [], [], true, null, text) });
            Run("INSERT INTO Templates (StoreId, TemplateId, Name, IsDefault, Settings, Named, Assumed, Judged, UnknownCodes, ReadAt, ChangedAt) VALUES (1, $0, $1, 0, $2, 'US', 'BR', 1, $1, $3, $3)", 5_000 + id, text, settings, Now);
            Listing(1, 5_000 + id, text, 5_000 + id, null);
            Run("INSERT INTO Services (StoreId, Service, Countries) VALUES (1, $0, 'US')", text);
            Run("INSERT INTO ServiceChanges (StoreId, At, By, Service, Before, After) VALUES (1, $0, $1, $1, NULL, 'US')", Now, text);
            Run(
                "INSERT INTO Verifications (StoreId, At, By, ListingId, TemplateId, Country, Verdict, Evidence, Restricted, Answer, ByTemplate, Services, Problem) VALUES (1, $0, $1, $2, $3, 'BR', 0, $4, 0, 1, 0, $1, $1)",
                Now, text, 5_000 + id, 5_000 + id, evidence);
        }

        /// <summary>Five days ago, from a country that is none.</summary>
        public void Order(int store, string text)
        {
            var placed = Now - (5 * DayMs);
            Run(
                "INSERT INTO Orders (StoreId, OrderId, PlacedAt, BuyerCountryRaw, ShipCountryRaw, Currency, Status, RawStatus, CountriesRead) VALUES ($0, $1, $2, $1, $1, $1, 2, $1, 1)",
                store, text, placed);
            foreach (var grain in (int[])[1, 24])
            {
                Run("INSERT INTO OrderCounts (StoreId, Grain, Side, Bucket, Country, Counted, Cancelled, Unpaid) VALUES ($0, $1, 0, $2, '?' || $3, 1, 0, 0)", store, grain, placed / 3_600_000 / grain, text);
            }
        }

        public void SyncRun(int store, string stream, string? error, string? note) => Run(
            "INSERT INTO Runs (StoreId, Stream, StartedAt, FinishedAt, Outcome, Read, Added, Updated, Unchanged, Gone, Error, Note) VALUES ($0, $1, $2, $2, $3, 0, 0, 0, 0, 0, $4, $5)",
            store, stream, Now, error is null ? 1 : 2, (object?)error ?? DBNull.Value, (object?)note ?? DBNull.Value);

        /// <summary>One that AliExpress refuses, so that nothing is read.</summary>
        public void Connection(int store, string text)
        {
            Run("UPDATE Stores SET Kind = 2 WHERE Id = $0", store);
            Run(
                "INSERT INTO Connections (StoreId, AppKey, AppSecret, AccessToken, AccessExpiresAt, RenewedAt, AuthorisedAt, SellerId, Seller, Account, RefusedAt, RefusedWhy, RenewError, Methods) VALUES ($0, $1, $1, $1, $2, $2, $2, $1, $1, $1, $2, $1, $1, 0)",
                store, text, Now);
        }

        /// <summary>Who has an account, a link, a token, a wish or a past, each called by the payload.</summary>
        public void People(string text, int id)
        {
            var country = CountryCatalogue.All[id + 100].Code.Alpha2;
            Run("INSERT INTO Accounts (Id, Name, OwnsEverything, CreatedAt, PasswordChangedAt, UserName, NormalizedUserName, Email, NormalizedEmail, TwoFactorEnabled) VALUES ($0, $1, 0, $2, $2, $3, $3, $1, $3, 0)", id, text, Now, $"{id}");
            Run("INSERT INTO ListingColumns VALUES ($0, $1)", id, text);
            Run("INSERT INTO Sessions (Id, AccountId, CreatedAt, SeenAt, Address, Browser) VALUES ($0, $1, $2, $2, $3, $3)", $"hostile{id}", id, Now, text);
            Run("INSERT INTO Invitations (SecretHash, For, OwnsEverything, ClearsSecondFactor, CreatedAt, CreatedBy, ExpiresAt) VALUES ('x', $0, 1, 0, $1, $0, $2)", text, Now, Now + DayMs);
            Run("INSERT INTO ApiTokens (Name, SecretHash, Cards, CreatedAt, CreatedBy, ExpiresAt) VALUES ($0, 'x', $0, $1, $0, $2)", text, Now, Now + DayMs);
            Run("INSERT INTO MarketProposals (StoreId, Country, By, At, Reason) VALUES (1, $0, $1, $2, $1)", country, text, Now);
            Run("INSERT INTO Audit (At, Kind, By, Address, StoreId, Action, Subject, Before, After) VALUES ($0, 2, $1, $1, 1, $2, $1, $1, $1)", Now, text, AuditActions.All[id % AuditActions.All.Count]);
        }

        public void Run(string sql, params ReadOnlySpan<object> values)
        {
            using var command = _connection.CreateCommand();
            (command.Transaction, command.CommandText) = (_transaction, sql);
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.AddWithValue($"${i}", values[i]);
                Planted += values[i] is string text && Payloads.Contains(text) ? sql.Split($"${i}").Length - 1 : 0;
            }

            command.ExecuteNonQuery();
        }

        public void Dispose()
        {
            _transaction.Commit();
            _transaction.Dispose();
            _connection.Dispose();
        }
    }
}
