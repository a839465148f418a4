using NerveCentre.Core.Access;
using System.IO.Compression;
using System.Text;
using NerveCentre.Core;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Files;

/// <summary>Files as people have them: what is taken, what is left out and why, and what is refused as a whole.</summary>
public sealed class OrderImportTests
{
    private const string Header = "order_id,placed_at,buyer_country,amount,currency,status\n";
    private const string GoodRow = "1,2026-03-01T10:00:00Z,Brazil,12.50,USD,paid\n";

    public static TheoryData<string, byte[], string> UnusableFiles() => new()
    {
        { "empty", [], "is empty" },
        { "header only", Utf8(Header), "has a header row but no order below it" },
        { "blank lines", Utf8("\n\n"), "no" },
        { "wrong header", Utf8("id,when,country\n1,2,3\n"), "has no column 'order_id'. Its columns are: 'id', 'when', 'country'. Say which one it is with --column order_id=Header." },
        { "no country", Utf8("order_id,placed_at\n1,2026-03-01\n"), "has no column 'buyer_country'" },
        { "column twice", Utf8("order_id,order_id,placed_at,buyer_country\n1,1,2026-03-01,BR\n"), "has 2 columns headed 'order_id'" },
        { "Excel or ZIP", [(byte)'P', (byte)'K', 3, 4, 20, 0, 6, 0], "is a ZIP archive or an Excel workbook" },
        { "old Excel", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "is an old Excel workbook" },
        { "PDF", Utf8("%PDF-1.7\n%âãÏÓ\n"), "is a PDF" },
        { "NUL in the header", Utf8("order_id\0,placed_at\n"), "is no text" },
        { "gzip cut short", Gzip(Header + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},2026-03-01T10:00:00Z,Brazil,{i * 7919 % 1000}.50,USD,paid\n")))[..^2_000], "Nothing was imported" },
        { "gzip damaged", Damage(Gzip(Header + string.Concat(Enumerable.Repeat(GoodRow, 500)))), "Nothing was imported" },
        { "gzip of nothing", Gzip(""), "" },
        { "unclosed quote", Utf8(Header + GoodRow + "2,\"2026-03-01,BR,1,USD,paid\n" + string.Concat(Enumerable.Repeat("3,2026-03-01,BR,1,USD,paid\n", 60_000))), "A quotation mark that is never closed" },
    };

    [Theory]
    [MemberData(nameof(UnusableFiles))]
    public async Task FileThatCannotBeUsed_IsRefusedWithWhyAndChangesNothing(string what, byte[] content, string words)
    {
        await using var shop = await Shop.OpenAsync();
        var file = shop.Installation.Files.Write("orders.csv", content);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => shop.ImportAsync(file));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
        Assert.Empty(shop.Installation.Rows("SELECT OrderId FROM Orders"));
        Assert.Equal(["orders|2|0"], shop.Installation.Rows("SELECT Stream, Outcome, Added FROM Runs"));
        Assert.Equal([], Directory.GetFiles(shop.Installation.Files.Path, "*rejected*"));
        Assert.NotEmpty(what);
    }

    [Theory]
    [InlineData("2026-03-01 10:00:00 UTC")]
    [InlineData("2026-03-01 10:00 UTC")]
    [InlineData("2026-03-01 05:00:00 -0500")]
    [InlineData("2026-03-01T11:00:00+0100")]
    public void MomentWithItsDistanceToUtc_IsReadWhateverTheZone(string text) =>
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), OrderTime.Parse(text, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).At);

    [Fact]
    public async Task MissingFile_IsRefusedByItsPath()
    {
        await using var shop = await Shop.OpenAsync();

        Assert.Equal("There is no file /no/such/file.csv. Check the path.", (await Assert.ThrowsAsync<ProblemException>(() => shop.ImportAsync("/no/such/file.csv"))).Message);
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<ProblemException>(() => shop.ImportAsync(shop.Installation.Files.Path))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",2026-03-01,BR,1,USD,paid", "order_id is empty")]
    [InlineData("2,,BR,1,USD,paid", "placed_at is empty")]
    [InlineData("2,yesterday,BR,1,USD,paid", "'yesterday' is no date that can be read")]
    [InlineData("2,2026-02-30,BR,1,USD,paid", "is no date that can be read")]
    [InlineData("2,2025-02-29,BR,1,USD,paid", "is no date that can be read")]
    [InlineData("2,03/04/2026,BR,1,USD,paid", "day and month cannot be told apart")]
    [InlineData("2,1773662400,BR,1,USD,paid", "it looks like a count of seconds")]
    [InlineData("2,1773662400000,BR,1,USD,paid", "it looks like a count of seconds")]
    [InlineData("2,2026-03-18T12:00:01Z,BR,1,USD,paid", "lies in the future")]
    [InlineData("2,2999-12-31,BR,1,USD,paid", "lies in the future")]
    [InlineData("2,1994-12-31,BR,1,USD,paid", "lies before 1995")]
    [InlineData("2,0001-01-01,BR,1,USD,paid", "is no year in which anything is sold")]
    [InlineData("2,9999-12-31 23:59,BR,1,USD,paid", "is no year in which anything is sold")]
    [InlineData("2,2026-03-01,BR,-1,USD,paid", "is negative, though the order is paid")]
    [InlineData("2,2026-03-01,BR,-1,USD,", "is negative")]
    [InlineData("2,2026-03-01,BR,\"1,000.50\",USD,paid", "without separators between thousands")]
    [InlineData("2,2026-03-01,BR,1.000.000,USD,paid", "is no number")]
    [InlineData("2,2026-03-01,BR,\"12,50\",USD,paid", "is no number")]
    [InlineData("2,2026-03-01,BR,1e5,USD,paid", "is no number")]
    [InlineData("2,2026-03-01,BR,NaN,USD,paid", "is no number")]
    [InlineData("2,2026-03-01,BR,9999999999999,USD,paid", "is larger than any order")]
    [InlineData("2,2026-03-01,BR,99999999999999999999999999999999999,USD,paid", "is no number")]
    [InlineData("2,2026-03-01,BR,1,Dollar,paid", "is no ISO 4217 code")]
    [InlineData("2,2026-03-01,B\0R,1,USD,paid", "buyer_country holds a NUL")]
    [InlineData("1,2026-03-01,BR,1,USD,paid", "order_id '1' already stands on line 2; the first one is kept")]
    public async Task RowThatIsNoOrder_IsLeftOutWithLineAndReason(string row, string reason)
    {
        await using var shop = await Shop.OpenAsync();

        var result = await shop.ImportTextAsync(Header + GoodRow + row + "\n");

        Assert.Equal((1, 1), (result.Accepted, result.Rejected));
        var line = (await File.ReadAllLinesAsync(result.RejectedFile!))[1];
        Assert.StartsWith("3,", line, StringComparison.Ordinal);
        Assert.Contains(reason, line.Replace("\"\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["1"], shop.Installation.Rows("SELECT OrderId FROM Orders"));
    }

    [Fact]
    public async Task TimeInTheHourThatClocksSkip_IsLeftOut()
    {
        await using var shop = await Shop.OpenAsync(zone: "Europe/Berlin");
        shop.Installation.Clock.MoveTo(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));

        var result = await shop.ImportTextAsync(Header + "1,2026-03-29T02:30:00,DE,1,EUR,paid\n2,2026-03-29T03:30:00,DE,1,EUR,paid\n3,2025-10-26T02:30:00,DE,1,EUR,paid\n4,2026-03-29T02:30:00+01:00,DE,1,EUR,paid\n");

        Assert.Equal((3, 1), (result.Accepted, result.Rejected));
        Assert.Contains("does not exist in Europe/Berlin", await File.ReadAllTextAsync(result.RejectedFile!), StringComparison.Ordinal);
        Assert.Equal(
            ["2|2026-03-29 01:30:00", "3|2025-10-26 00:30:00", "4|2026-03-29 01:30:00"],
            shop.Installation.Rows("SELECT OrderId, datetime(PlacedAt / 1000, 'unixepoch') FROM Orders ORDER BY OrderId"));
    }

    [Fact]
    public async Task BytesThatAreNotUtf8_AreLeftOut()
    {
        await using var shop = await Shop.OpenAsync();
        byte[] content = [.. Utf8(Header + GoodRow + "2,2026-03-01,M"), 0xE9, .. Utf8("xico,1,USD,paid\n")];

        var result = await shop.ImportAsync(shop.Installation.Files.Write("latin1.csv", content));

        Assert.Equal((1, 1), (result.Accepted, result.Rejected));
        Assert.Contains("bytes that are not UTF-8", await File.ReadAllTextAsync(result.RejectedFile!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf16WithItsMark_AsSomeExportsWriteIt_IsRead()
    {
        await using var shop = await Shop.OpenAsync();
        byte[] content = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Header + GoodRow)];

        var result = await shop.ImportAsync(shop.Installation.Files.Write("utf16.csv", content));

        Assert.Equal((1, 0), (result.Accepted, result.Rejected));
    }

    [Fact]
    public async Task CountryTextOfTenKilobytes_IsLeftOutAndCutInTheReport()
    {
        await using var shop = await Shop.OpenAsync();

        var result = await shop.ImportTextAsync(Header + GoodRow + $"2,2026-03-01,{new string('x', 10_240)},1,USD,paid\n");

        Assert.Equal(1, result.Rejected);
        var report = await File.ReadAllTextAsync(result.RejectedFile!);
        Assert.Contains("the country text has 10240 characters", report, StringComparison.Ordinal);
        Assert.True(report.Length < 2_000);
    }

    [Fact]
    public async Task RejectedCells_ThatASpreadsheetWouldRun_AreDefused()
    {
        await using var shop = await Shop.OpenAsync();

        var result = await shop.ImportTextAsync(Header + GoodRow + "=cmd|' /C calc'!A0,never,@SUM(1),+1,-2,\"\t=1\"\n＝1,never,,,,\n");

        var line = (await File.ReadAllLinesAsync(result.RejectedFile!))[1];
        Assert.Contains("'=cmd", line, StringComparison.Ordinal);
        Assert.Contains("'@SUM(1)", line, StringComparison.Ordinal);
        Assert.Contains("'+1", line, StringComparison.Ordinal);
        Assert.Contains("'-2", line, StringComparison.Ordinal);
        Assert.Contains("'＝1", (await File.ReadAllLinesAsync(result.RejectedFile!))[2], StringComparison.Ordinal);
        Assert.Equal("\uFEFFline,reason,order_id,placed_at,buyer_country,amount,currency,status", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(result.RejectedFile!)).Split('\n')[0].TrimEnd('\r'));
    }

    [Fact]
    public async Task NoPayload_IsAFormulaInTheFileOfRejectedRows()
    {
        await using var shop = await Shop.OpenAsync();
        // Quoted, as a program writes cells of others; the times are none, so that every row is rejected.
        var rows = Hostile.Payloads.Select(p => p.Replace('\uD83D', '?')).Select(p => $"\"{p.Replace("\"", "\"\"", StringComparison.Ordinal)}\",never,BR,1,USD,paid\n");

        var result = await shop.ImportTextAsync(Header + string.Concat(rows));

        Assert.Equal(Hostile.Payloads.Count, result.Rejected);
        using var report = CsvText.Open(result.RejectedFile!);
        var read = 0;
        while (report.Read())
        {
            read++;
            for (var i = 0; i < report.FieldCount; i++)
            {
                Assert.DoesNotMatch(@"^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]", report.GetString(i));
            }
        }

        Assert.Equal(Hostile.Payloads.Count, read);
    }

    [Fact]
    public async Task ReportOfAnEarlierImport_GoesWhenNothingIsRejectedAnyMore()
    {
        await using var shop = await Shop.OpenAsync();
        var report = (await shop.ImportTextAsync(Header + GoodRow + "2,never,BR,1,USD,paid\n")).RejectedFile!;
        Assert.True(File.Exists(report));

        var result = await shop.ImportTextAsync(Header + GoodRow + "2,2026-03-02,BR,1,USD,paid\n");

        Assert.Null(result.RejectedFile);
        Assert.False(File.Exists(report));
        Assert.Equal((1, 0, 1), (result.Accepted, result.Updated, result.Unchanged));
    }

    public static TheoryData<string, string> Dialects() => new()
    {
        { "semicolons", Header.Replace(',', ';') + GoodRow.Replace(',', ';') },
        { "tabs", Header.Replace(',', '\t') + GoodRow.Replace(',', '\t') },
        { "byte order mark", "\uFEFF" + Header + GoodRow },
        { "CRLF", (Header + GoodRow).Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "no line end", Header + GoodRow.TrimEnd() },
        { "quoted", "\"order_id\",\"placed_at\",\"buyer_country\",\"amount\",\"currency\",\"status\"\n\"1\",\"2026-03-01T10:00:00Z\",\"Brazil\",\"12.50\",\"USD\",\"paid\"\n" },
        { "blank line at the end", Header + GoodRow + "\n" },
        { "capitals and spaces", "ORDER_ID , Placed_At, Buyer_Country,AMOUNT,Currency,STATUS\n 1 , 2026-03-01T10:00:00Z , Brazil , 12.50 , usd , PAID \n" },
        { "another order of columns", "status,currency,amount,buyer_country,placed_at,order_id\npaid,USD,12.50,Brazil,2026-03-01T10:00:00Z,1\n" },
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task SameOrder_InAnyDialectOfCsv_IsTheSameRow(string dialect, string text)
    {
        await using var shop = await Shop.OpenAsync();

        var result = await shop.ImportTextAsync(text);

        Assert.Equal((1, 0), (result.Accepted, result.Rejected));
        Assert.Equal(["1|2026-03-01 10:00:00|BR|Brazil|12.50|USD|2"], shop.Installation.Rows("SELECT OrderId, datetime(PlacedAt / 1000, 'unixepoch'), BuyerCountry, BuyerCountryRaw, Amount, Currency, Status FROM Orders"));
        Assert.NotEmpty(dialect);
    }

    [Fact]
    public async Task QuotedLineBreaks_AreOneRow_AndLaterLinesKeepTheirNumbers()
    {
        await using var shop = await Shop.OpenAsync();

        var result = await shop.ImportTextAsync("order_id,note,placed_at,buyer_country\n1,\"two\nlines, and a \"\"quote\"\"\",2026-03-01,BR\n2,x,never,BR\n");

        Assert.Equal((1, 1), (result.Accepted, result.Rejected));
        Assert.StartsWith("4,", (await File.ReadAllLinesAsync(result.RejectedFile!))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepeatedIds_NameTheLineOfTheFirst()
    {
        await using var shop = await Shop.OpenAsync();
        var rows = string.Concat(Enumerable.Range(10, 5).Select(i => $"{i},2026-03-01,BR,1,USD,paid\n"));

        var result = await shop.ImportTextAsync(Header + rows + "12,2026-03-02,US,9,USD,paid\n");

        Assert.Contains("order_id '12' already stands on line 4", await File.ReadAllTextAsync(result.RejectedFile!), StringComparison.Ordinal);
        Assert.Equal(["BR"], shop.Installation.Rows("SELECT BuyerCountry FROM Orders WHERE OrderId = '12'"));
    }

    [Fact]
    public async Task LaterFile_UpdatesOrdersThatChanged()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.ImportTextAsync(Header + GoodRow + "2,2026-03-02,US,5,USD,unpaid\n");

        var result = await shop.ImportTextAsync(Header + GoodRow + "2,2026-03-02,US,5,USD,cancelled\n3,2026-03-03,DE,7,EUR,paid\n");

        Assert.Equal((1, 1, 1, 0), (result.Accepted, result.Updated, result.Unchanged, result.Rejected));
        Assert.Equal(["2|5"], shop.Installation.Rows("SELECT OrderId, Status FROM Orders WHERE OrderId = '2'"));
        Table.AssertSound(shop.Installation.Folder.Database);
    }

    [Fact]
    public async Task FileThatCannotBeUsed_MakesNoStore()
    {
        await using var installation = Installation.Empty();
        var file = installation.Files.Write("orders.csv", Header);

        await Assert.ThrowsAsync<ProblemException>(() => installation.Get<OrderImport>().RunAsync(Caller.CommandLine, file, "New", "UTC", Shop.Options(TimeZoneInfo.Utc), default));
        Assert.Empty(installation.Rows("SELECT * FROM Stores"));

        await installation.Get<OrderImport>().RunAsync(Caller.CommandLine, installation.Files.Write("orders.csv", Header + GoodRow), " New ", "Europe/Berlin", Shop.Options(TimeZoneInfo.Utc), default);
        Assert.Equal(["New|1|Europe/Berlin"], installation.Rows("SELECT Name, Kind, TimeZone FROM Stores"));
    }

    [Fact]
    public async Task SyncedStore_TakesNoFile()
    {
        await using var installation = await Installation.FilledAsync();
        var before = Table.AllRows(installation.Folder.Database);
        var file = installation.Files.Write("orders.csv", Header + GoodRow);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => installation.Get<OrderImport>().RunAsync(Caller.CommandLine, file, "sandbox STORE", "UTC", Shop.Options(TimeZoneInfo.Utc), default));

        Assert.Contains("is synced and takes no file", problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, Table.AllRows(installation.Folder.Database));
    }

    [Theory]
    [InlineData("order_id", "write it as --column field=Header")]
    [InlineData("buyer=Country", "'buyer' is no field")]
    [InlineData("order_id=", "its header is empty")]
    public void ColumnPairs_ThatSayNothing_AreRefused(string pair, string words) =>
        Assert.Contains(words, Assert.Throws<ProblemException>(() => OrderFileOptions.ParseColumns([pair])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("writeoff=cancelled", "writeoff", OrderStatus.Cancelled)]
    [InlineData("a=b=paid", "A=B", OrderStatus.Paid)]
    [InlineData(" Refunded = CANCELLED ", "refunded", OrderStatus.Cancelled)]
    public void StatusPairs_DivideAtTheirLastSign(string pair, string raw, OrderStatus status) =>
        Assert.Equal(status, OrderFileOptions.ParseStatuses([pair])[raw]);

    [Theory]
    [InlineData("x=5")]
    [InlineData("x=")]
    [InlineData("x=gone")]
    public void StatusPairs_ThatMapToNothing_AreRefused(string pair) =>
        Assert.Contains("there is no status", Assert.Throws<ProblemException>(() => OrderFileOptions.ParseStatuses([pair])).Message, StringComparison.Ordinal);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Utf8(text));
        }

        return bytes.ToArray();
    }

    private static byte[] Damage(byte[] gzip)
    {
        for (var i = gzip.Length / 2; i < gzip.Length; i++)
        {
            gzip[i] ^= 0x5A;
        }

        return gzip;
    }

    private sealed class Shop : IAsyncDisposable
    {
        private NerveCentre.Core.Live.StoreSummary _store = null!;
        private TimeZoneInfo _zone = TimeZoneInfo.Utc;

        public Installation Installation { get; } = Installation.Empty();

        public static async Task<Shop> OpenAsync(string zone = "UTC")
        {
            var shop = new Shop { _zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
            shop._store = await shop.Installation.StoreAsync(zone: zone);
            return shop;
        }

        public static OrderFileOptions Options(TimeZoneInfo zone) => new(OrderFileOptions.ParseColumns([]), OrderFileOptions.ParseStatuses([]), zone);

        public Task<OrderImportResult> ImportTextAsync(string text) => ImportAsync(Installation.Files.Write("orders.csv", text));

        public Task<OrderImportResult> ImportAsync(string file) => Installation.Get<OrderImport>().RunAsync(Caller.CommandLine, file, _store, Options(_zone), default);

        public ValueTask DisposeAsync() => Installation.DisposeAsync();
    }
}
