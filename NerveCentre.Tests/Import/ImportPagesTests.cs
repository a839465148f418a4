using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using NerveCentre.Tests.Audit;

namespace NerveCentre.Tests.Import;

/// <summary>The pages as a browser without script has them: forms, redirects, addresses.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ImportPagesTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    [Fact]
    public async Task FileWithoutScript_IsMappedTriedImported_AndWhatWasLeftOutIsFetched()
    {
        const string Text = "Bestellnummer;Bestelldatum;Land;Summe;Bestellstatus;<script>window.__pwned=1</script>\n1;31.01.2026;Brasilien;12,50 €;bezahlt;erika@example.com\n2;morgen;Polen;1,00 €;seltsam;x\n";
        var at = await UploadAsync("New shop", "Orders", "../../\"><img src=x onerror=alert(1)>.csv", Text);
        var page = await GetAsync(at);
        Assert.Contains("UTF-8, separated by semicolons, 6 columns", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>window", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("erika@", page, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], Chosen(page, "column.placed_at", "column.buyer_country", "column.amount"));
        Assert.Equal(["DayFirst", "Comma"], Chosen(page, "dates", "decimal"));

        page = await DoAsync(at, "check", ("column.order_id", "0"), ("column.placed_at", "1"), ("column.buyer_country", "2"), ("column.amount", "3"), ("column.status", "4"), ("zone", "Europe/Berlin"), ("dates", "DayFirst"), ("decimal", "Comma"), ("encoding", "UTF-8"), ("text.0", "bezahlt"), ("meaning.0", "paid"), ("text.1", "seltsam"), ("meaning.1", "hacked"));
        Assert.Equal(["1", "0", "0", "1"], Counts(page));
        Assert.Contains("Import 1 order", page, StringComparison.Ordinal);
        Assert.Empty(Table.Rows(server.Database, "SELECT Id FROM Stores WHERE Name = 'New shop'"));

        page = await DoAsync(at, "run", ("confirmed", "0"));
        Assert.Equal(["1", "0", "0", "1"], Counts(page));
        Assert.Equal(["1|BR|12.50|EUR|2|2026-01-30 23:00:00"], Table.Rows(server.Database, "SELECT OrderId, BuyerCountry, Amount, Currency, o.Status, datetime(PlacedAt / 1000, 'unixepoch') FROM Orders o JOIN Stores s ON s.Id = o.StoreId WHERE s.Name = 'New shop'"));
        var rejects = await GetAsync(at.Split('?')[0] + "/rejects.csv");
        Assert.Contains("3,placed_at 'morgen' is no date", rejects.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var stranger = await server.Stranger.GetAsync(at.Split('?')[0] + "/rejects.csv");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal(["{\"Kind\":0"], Table.Rows(server.Database, "SELECT substr(Mapping, 1, 9) FROM FileMappings m JOIN Stores s ON s.Id = m.StoreId WHERE s.Name = 'New shop'"));

        var csv = await GetAsync("/export/orders.csv?store=New%20shop");
        Assert.Equal("order_id,placed_at,buyer_country,ship_country,amount,currency,status,raw_status\r\n1,2026-01-30T23:00:00.000Z,Brasilien,,12.50,EUR,paid,bezahlt\r\n", csv);
    }

    [Fact]
    public async Task WholeCatalogue_NamesTheNumberBeforeItChangesAnything()
    {
        const string Header = "listing_id,title,status,template_id\n";
        (string, string)[] columns = [("column.listing_id", "0"), ("column.title", "1"), ("column.status", "2"), ("column.template_id", "3"), ("zone", "UTC")];
        var first = await UploadAsync("Catalogue", "Listings", "l.csv", Header + "1,A,active,1\n2,B,active,1\n3,C,active,1\n");
        await DoAsync(first, "check", columns);
        await DoAsync(first, "run", ("confirmed", "0"));
        var second = await UploadAsync("Catalogue", "Listings", "l.csv", Header + "1,A,active,1\n");

        var page = await DoAsync(second, "check", [.. columns, ("whole", "yes")]);
        Assert.Contains("2 listings not in this file would become offline", page, StringComparison.Ordinal);
        page = await DoAsync(second, "run", ("confirmed", "1"));
        Assert.Contains("check the file again", page, StringComparison.Ordinal);
        await DoAsync(second, "check", [.. columns, ("whole", "yes")]);
        await DoAsync(second, "run", ("confirmed", "2"));

        Assert.Equal(["1|0", "2|1", "3|1"], Table.Rows(server.Database, "SELECT ListingId, l.Status FROM Listings l JOIN Stores s ON s.Id = l.StoreId WHERE s.Name = 'Catalogue' ORDER BY 1"));
    }

    [Theory]
    [InlineData("PK\u0003\u0004", "is a ZIP archive or an Excel workbook")]
    [InlineData("", "is empty")]
    [InlineData("a\0b,c\n1,2\n", "is no text")]
    public async Task FileThatIsNone_IsRefusedInWords(string content, string words)
    {
        using var answer = await server.Owner.GetAsync(await UploadAsync("Nothing", "Orders", "x.csv", content));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormOfAnotherOrNone_OpensNothing()
    {
        using var noToken = Form("", "Shop", "Orders", "x.csv", "order_id\n1\n");
        using var answer = await server.Owner.PostAsync("/import/upload", noToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var byStranger = Form("", "Shop", "Orders", "x.csv", "order_id\n1\n");
        using var stranger = await server.Stranger.PostAsync("/import/upload", byStranger);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        using var export = await server.Stranger.GetAsync("/export/orders.csv");
        Assert.Equal(HttpStatusCode.Unauthorized, export.StatusCode);
        using var noFile = Form(await TokenAsync("/import"), "Shop", "Orders", "", "");
        using var back = await server.Owner.PostAsync("/import/upload", noFile);
        Assert.Equal("/import?missing=file", back.Headers.Location!.OriginalString);
        using var missing = await server.Owner.GetAsync("/import?missing=file");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
    }

    private static IEnumerable<string> Chosen(string page, params string[] names) =>
        names.Select(n => Regex.Match(Regex.Match(page, $"name=\"{Regex.Escape(n)}\".*?</select>", RegexOptions.Singleline).Value, "<option value=\"([^\"]*)\" selected").Groups[1].Value);

    private static IEnumerable<string> Counts(string page) => Numbers().Matches(page).Select(m => m.Groups[1].Value);

    /// <summary>With blanks as one types them; figures on pages have some at which no line breaks.</summary>
    private async Task<string> GetAsync(string path) => (await server.Owner.GetStringAsync(path)).Replace("&#xA0;", " ", StringComparison.Ordinal);

    private async Task<string> TokenAsync(string path) => Token().Match(await GetAsync(path)).Groups[1].Value;

    /// <returns>The address of the file's page.</returns>
    private async Task<string> UploadAsync(string store, string kind, string name, string content)
    {
        var known = Table.Rows(server.Database, $"SELECT Id FROM Stores WHERE Name = '{store}'");
        using var form = Form(await TokenAsync("/import"), store, kind, name, content, known is [var id] ? id : "new");
        using var answer = await server.Owner.PostAsync("/import/upload", form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Sends a form of the file's page, and looks at the page until the work has ended.</summary>
    private async Task<string> DoAsync(string at, string handler, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] all = [("_handler", handler), ("__RequestVerificationToken", await TokenAsync(at)), .. fields];
        using var form = new FormUrlEncodedContent(all.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await server.Owner.PostAsync(at, form);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        while (true)
        {
            using var page = await server.Owner.GetAsync(at);
            if (page.StatusCode is HttpStatusCode.Found)
            {
                at = page.Headers.Location!.OriginalString;
                continue;
            }

            var body = await page.Content.ReadAsStringAsync();
            if (!body.Contains("<progress", StringComparison.Ordinal))
            {
                return WebUtility.HtmlDecode(body).Replace('\u00A0', ' ');
            }
        }
    }

    private static MultipartFormDataContent Form(string token, string store, string kind, string name, string content, string into = "new")
    {
        var file = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(content) is var bytes && content.Any(c => c > 0x7F) ? System.Text.Encoding.UTF8.GetBytes(content) : bytes);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = $"\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"" };
        return new MultipartFormDataContent
        {
            { new StringContent(token), "\"__RequestVerificationToken\"" },
            { new StringContent(into), "\"store\"" },
            { new StringContent(store), "\"name\"" },
            { new StringContent("UTC"), "\"zone\"" },
            { new StringContent(kind), "\"kind\"" },
            file,
        };
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<dd[^>]*>([^<]*)</dd>")]
    private static partial Regex Numbers();
}
