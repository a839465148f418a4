using System.IO.Compression;
using System.Text;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Files;

namespace NerveCentre.Tests.Files;

/// <summary>One order in every form in which files come: it is the same order each time.</summary>
public sealed class FileReadingTests
{
    public static TheoryData<string, char, bool> Forms()
    {
        var forms = new TheoryData<string, char, bool>();
        foreach (var encoding in (string[])["utf-8", "utf-8 with mark", "utf-16 with mark", "utf-16BE with mark", "utf-16", "utf-16BE", "GB18030"])
        {
            foreach (var separator in ",;\t")
            {
                forms.Add(encoding, separator, false);
                forms.Add(encoding, separator, true);
            }
        }

        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task SameOrder_InAnyEncodingSeparatorAndPacking_IsTheSameRow(string encoding, char separator, bool packed)
    {
        await using var installation = Installation.Empty();
        var text = "order_id,placed_at,buyer_country,ship_country,amount,currency,status\r\n1,2026-03-01T10:00:00Z,巴西,日本,12.50,USD,paid\r\n2,2026-03-02T10:00:00Z,美国,加拿大,1,USD,paid\r\n".Replace(',', separator);
        var named = encoding.Split(' ')[0];
        var to = named is "utf-8" ? new UTF8Encoding(true) : named is "utf-16" ? new UnicodeEncoding(false, true) : named is "utf-16BE" ? new UnicodeEncoding(true, true) : CodePagesEncodingProvider.Instance.GetEncoding(named)!;
        byte[] bytes = [.. encoding.EndsWith("mark", StringComparison.Ordinal) ? to.GetPreamble() : [], .. to.GetBytes(text)];

        var result = await ImportAsync(installation, installation.Files.Write("orders.csv", packed ? Gzip(bytes) : bytes), FileMapping.Plain(FileKind.Orders, "UTC"));

        Assert.Equal((2, 0), (result.Added, result.Rejected));
        Assert.Equal(["1|BR|巴西|JP|12.50|USD|2", "2|US|美国|CA|1|USD|2"], installation.Rows("SELECT OrderId, BuyerCountry, BuyerCountryRaw, ShipCountry, Amount, Currency, Status FROM Orders ORDER BY OrderId"));
    }

    [Fact]
    public async Task WesternEncoding_IsNotTakenForChinese_AndIsReadWhenItIsNamed()
    {
        await using var installation = Installation.Empty();
        var western = CodePagesEncodingProvider.Instance.GetEncoding("windows-1252")!;
        var file = installation.Files.Write("orders.csv", western.GetBytes("order_id,placed_at,buyer_country\n1,2026-03-01,México\n2,2026-03-01,Perú\n3,2026-03-01,Österreich\n"));

        Assert.Equal(3, (await ImportAsync(installation, file, FileMapping.Plain(FileKind.Orders, "UTC") with { })).Rejected);
        Assert.Equal(3, (await ImportAsync(installation, file, FileMapping.Plain(FileKind.Orders, "UTC") with { Encoding = "windows-1252" })).Added);
        Assert.Equal(["AT", "MX", "PE"], installation.Rows("SELECT BuyerCountry FROM Orders ORDER BY 1"));
    }

    /// <summary>Columns and line breaks as in the export; the texts are made up.</summary>
    [Fact]
    public async Task SellerCentersExport_IsKnownByItsHeader_AndNothingPersonalIsKept()
    {
        await using var installation = Installation.Empty();
        string[] header = ["订单号", "订单状态", "负责人(业务员)", "买家名称", "买家邮箱", "下单时间", "付款时间", "产品总金额", "物流费用", "订单金额", "满立减", "\"产品信息\n（双击单元格展开所有产品信息！）\"", "订单备注", "收货地址", "收货人名称", "收货国家", "州/省", "城市", "地址", "邮编", "联系电话", "手机", "买家选择物流", "发货期限", "\"实际发货物流:\n运单号\"", "发货时间", "确认收货时间"];
        string Row(string id, string status, string amount, string country) => $"{id},{status},Wang,SECRET NAME,secret@example.com,2026-03-01 10:00,2026-03-01 10:05,1,1,{amount},0,\"Lamp\n(2 pieces)\",SECRET NOTE,SECRET STREET,SECRET NAME,{country},SECRET,SECRET,SECRET,0815,+123456789,+12345678,Standard,7,\"X:\n1\",,\n";
        var text = string.Join(',', header) + "\n" + Row("81001", "等待买家付款", "US $12.30", "Brazil") + Row("81002", "等待您发货", "\"US $1,234.50\"", "俄罗斯") + Row("81003", "资金处理中", "€ 7", "US") + Row("81004", "交易关闭", "3", "Atlantis") + Row("81005", "谜", "3", "US");
        var file = installation.Files.Write("orders.csv", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text));

        var result = await ImportAsync(installation, file, FileMapping.Plain(FileKind.Orders, "America/Los_Angeles"));

        Assert.Equal((5, 0, true), (result.Added, result.Rejected, result.LacksBuyerCountry));
        Assert.Equal(
            ["81001|||BR|12.30|USD|1|2026-03-01 18:00:00", "81002|||RU|1234.50|USD|2|2026-03-01 18:00:00", "81003|||US|7|EUR|4|2026-03-01 18:00:00", "81004||||3||5|2026-03-01 18:00:00", "81005|||US|3||0|2026-03-01 18:00:00"],
            installation.Rows("SELECT OrderId, coalesce(BuyerCountry, ''), BuyerCountryRaw, coalesce(ShipCountry, ''), Amount, coalesce(Currency, ''), Status, datetime(PlacedAt / 1000, 'unixepoch') FROM Orders ORDER BY OrderId"));
        Assert.Contains("1 row has a status that is not mapped and counts as placed: '谜'", result.Note, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(installation.Folder.Database)), StringComparison.Ordinal);

        await ImportAsync(installation, file, FileMapping.Plain(FileKind.Orders, "America/Los_Angeles") with { ShipForBuyer = true });
        Assert.Equal(["BR", "RU", "US", "", "US"], installation.Rows("SELECT coalesce(BuyerCountry, '') FROM Orders ORDER BY OrderId"));
    }

    [Theory]
    [InlineData("US $12.30", DecimalSign.Point, "12.30", "USD")]
    [InlineData("$12.30", DecimalSign.Point, "12.30", null)]
    [InlineData("¥12.30", DecimalSign.Point, "12.30", null)]
    [InlineData("CN¥12", DecimalSign.Point, "12", "CNY")]
    [InlineData("1,234,567.89 usd", DecimalSign.Point, "1234567.89", "USD")]
    [InlineData("-5.50", DecimalSign.Point, "-5.50", null)]
    [InlineData("-€5", DecimalSign.Point, "-5", "EUR")]
    [InlineData("€-5", DecimalSign.Point, "-5", "EUR")]
    [InlineData("R$ 12,30", DecimalSign.Comma, "12.30", "BRL")]
    [InlineData("1.234,5 €", DecimalSign.Comma, "1234.5", "EUR")]
    [InlineData("1 234,50 zł", DecimalSign.Comma, "1234.50", "PLN")]
    [InlineData("１２．５０", DecimalSign.Point, "12.50", null)]
    [InlineData("1,23", DecimalSign.Point, null, null)]
    [InlineData("1.23", DecimalSign.Comma, null, null)]
    [InlineData("1,2345", DecimalSign.Point, null, null)]
    [InlineData("12.30 bananas", DecimalSign.Point, null, null)]
    [InlineData("EUR 5 USD", DecimalSign.Point, null, null)]
    [InlineData("5-3", DecimalSign.Point, null, null)]
    [InlineData("US $12.30", DecimalSign.Plain, null, null)]
    public void Amounts_AreReadAsTheMappingSays_OrNotAtAll(string text, DecimalSign sign, string? amount, string? currency)
    {
        Assert.Equal(amount is not null, AmountText.TryRead(text, sign, out var read, out var beside));
        if (amount is not null)
        {
            Assert.Equal((amount, currency), (read.ToString(System.Globalization.CultureInfo.InvariantCulture), beside));
        }
    }

    [Theory]
    [InlineData("31.12.2025", DateOrder.DayFirst, "2025-12-31T00:00:00")]
    [InlineData("1.2.2026 9:05", DateOrder.DayFirst, "2026-02-01T09:05:00")]
    [InlineData("1/2/2026 9:05:10 PM", DateOrder.MonthFirst, "2026-01-02T21:05:10")]
    [InlineData("2026-02-01", DateOrder.MonthFirst, "2026-02-01T00:00:00")]
    [InlineData("31/12/2025", DateOrder.MonthFirst, null)]
    [InlineData("12/31/2025", DateOrder.DayFirst, null)]
    [InlineData("31.12.2025", DateOrder.YearFirst, null)]
    public void Dates_AreReadInTheOrderThatIsChosen(string text, DateOrder order, string? at) =>
        Assert.Equal(at is null ? null : DateTimeOffset.Parse(at + "Z", System.Globalization.CultureInfo.InvariantCulture), OrderTime.Parse(text, TimeZoneInfo.Utc, order).At);

    [Fact]
    public void Guesses_AreMadeOnlyWhereNothingElseIsPossible()
    {
        Assert.Equal(DateOrder.DayFirst, OrderTime.Guess(["1/2/2026", "31/1/2026"]));
        Assert.Equal(DateOrder.MonthFirst, OrderTime.Guess(["1/2/2026", "1/31/2026"]));
        Assert.Equal(DateOrder.YearFirst, OrderTime.Guess(["2026-01-02"]));
        Assert.Null(OrderTime.Guess(["1/2/2026", "3/4/2026"]));
        Assert.Null(OrderTime.Guess(["31/1/2026", "1/31/2026"]));
        Assert.Equal(DecimalSign.Comma, AmountText.Guess(["12", "12,5"]));
        Assert.Equal(DecimalSign.Point, AmountText.Guess(["12", "1,234.5"]));
        Assert.Null(AmountText.Guess(["12", "1,234"]) is DecimalSign.Comma ? DecimalSign.Comma : AmountText.Guess(["12"]));
        Assert.Null(AmountText.Guess(["12.5", "12,5"]));
    }

    [Fact]
    public async Task GzipBomb_IsRefusedBeforeItHasUnpacked()
    {
        await using var installation = Installation.Empty();
        var line = new byte[1 << 20];
        Array.Fill(line, (byte)'x');
        for (var end = 1_023; end < line.Length; end += 1_024)
        {
            line[end] = (byte)'\n';
        }

        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write("order_id,placed_at,buyer_country\n"u8);
            for (var i = 0; i < 100; i++)
            {
                gzip.Write(line);
            }
        }

        var problem = await Assert.ThrowsAsync<ProblemException>(() => ImportAsync(installation, installation.Files.Write("bomb.csv.gz", bytes.ToArray()), FileMapping.Plain(FileKind.Orders, "UTC")));

        Assert.Contains("unpacks to more than 100 times its size", problem.Message, StringComparison.Ordinal);
    }

    internal static Task<ImportResult> ImportAsync(Installation installation, string file, FileMapping mapping, Func<ImportRequest, ImportRequest>? change = null)
    {
        var request = new ImportRequest(file, "Shop", mapping) { RejectsTo = file + ImportRequest.RejectsSuffix };
        return installation.Get<FileImport>().RunAsync(Caller.CommandLine, change?.Invoke(request) ?? request, default);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }
}
