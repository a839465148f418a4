using System.Globalization;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;

namespace NerveCentre.Benchmarks;

/// <summary>The coverage gauge, as the number of listings grows, against SQL over the listings; and what one template edit costs.</summary>
internal static class CoverageBenchmark
{
    private const int Templates = 200;
    private const int Categories = 400;
    private const string Markets = "BR US ES FR PL KR DE NL IT IL GB CA";

    public static async Task RunAsync(Report report, Scale scale)
    {
        report.Heading($"Coverage gauge: {Templates} templates, {Categories} categories, 12 priority markets, against SQL over the listings");
        await using var store = await BenchStore.CreateAsync();
        await FoundAsync(store);
        var stored = 0;
        foreach (var size in new[] { 100_000, 1_000_000 })
        {
            await FillAsync(store, stored, size);
            stored = size;
            await ReadAsync(report, scale, store, size);
        }

        await EditAsync(report, scale, store);
    }

    private static async Task ReadAsync(Report report, Scale scale, BenchStore store, int size)
    {
        var reader = store.Get<CoverageReader>();
        await CheckAsync(store);
        var times = await Measure.ByTurnsAsync(
            warmUp: 2,
            scale is Scale.Full ? 21 : 7,
            () => reader.ReadAsync(store.StoreId, default),
            () => Task.FromResult(store.Rows(ClassesSql)));
        report.Row(
            string.Create(CultureInfo.InvariantCulture, $"{size:N0} listings"),
            times[0].Milliseconds,
            "SQL " + times[1].Milliseconds,
            Samples.Text(times[0].Against(times[1]), "×"));
    }

    /// <summary>Writes a template's countries, as the sync of templates does, and reads the gauge.</summary>
    private static async Task EditAsync(Report report, Scale scale, BenchStore store)
    {
        var reader = store.Get<CoverageReader>();
        var before = await reader.ReadAsync(store.StoreId, default);
        var edits = 0;
        async Task<CoverageReading> Edit()
        {
            var named = edits++ % 2 is 0 ? "FR PL" : CountrySet.All.ToString();
            await store.Writer.WriteAsync(
                session =>
                {
                    var template = session.Db.Templates.Single(t => t.StoreId == store.StoreId && t.TemplateId == 1);
                    (template.Named, template.Assumed) = (named, "");
                    session.MarkChanged(store.StoreId);
                },
                default);
            return await reader.ReadAsync(store.StoreId, default);
        }

        var times = await Measure.ByTurnsAsync(4, scale is Scale.Full ? 101 : 31, Edit);
        if (edits % 2 is 0)
        {
            await Edit();
        }

        await CheckAsync(store);
        if ((await reader.ReadAsync(store.StoreId, default)).Covered >= before.Covered)
        {
            throw new WrongResultException("a template that lost markets moved no listing out of the covered ones");
        }

        report.Row("template edit, 1,000,000 listings", times[0].Milliseconds, wanted: ("< 50 ms", times[0].Median < 50));
    }

    /// <summary>Templates 1 to 200, the last ten never read; a third ships everywhere, the rest to some. One category in eight is restricted somewhere.</summary>
    internal static async Task FoundAsync(BenchStore store)
    {
        var dice = new Random(7);
        await store.Writer.WriteAsync(
            session =>
            {
                session.Db.Stores.Single(s => s.Id == store.StoreId).PriorityMarkets = Markets;
                for (var id = 1; id <= Templates - 10; id++)
                {
                    var ships = CountrySet.Of(CountrySet.All.Where(_ => id % 3 is 1 || dice.Next(100) < 70));
                    var assumed = ships & CountrySet.Of(CountrySet.All.Where(_ => dice.Next(100) < 20));
                    session.Db.Templates.Add(new TemplateRecord
                    {
                        StoreId = store.StoreId,
                        TemplateId = id,
                        Name = $"Template {id}",
                        Settings = "[]",
                        Named = (ships - assumed).ToString(),
                        Assumed = assumed.ToString(),
                        Judged = true,
                    });
                }

                for (var category = 8; category <= Categories; category += 8)
                {
                    foreach (var country in CountrySet.Parse(Markets).Where(_ => dice.Next(100) < 40))
                    {
                        session.Db.Restrictions.Add(new RestrictionRecord { StoreId = store.StoreId, CategoryId = category, Category = $"{category}", Country = country.Alpha2 });
                    }
                }
            },
            default);
    }

    internal static async Task FillAsync(BenchStore store, int from, int to)
    {
        var dice = new Random(from);
        foreach (var ids in Enumerable.Range(from + 1, to - from).Chunk(50_000))
        {
            await store.Writer.WriteAsync(
                session =>
                {
                    var listings = session.Listings(store.StoreId);
                    foreach (var id in ids)
                    {
                        var status = dice.Next(10) is 0 ? ListingStatus.Offline : ListingStatus.Active;
                        long? template = dice.Next(200) is 0 ? null : 1 + Math.Min(dice.Next(Templates), dice.Next(Templates));
                        listings.Upsert(new ListingInput(id, $"Listing {id}", status, status.ToString(), template, OrderData.End.AddMinutes(-id), OrderData.End));
                        if (dice.Next(50) > 0)
                        {
                            listings.SetCategory(id, 1 + dice.Next(Categories));
                        }
                    }
                },
                default);
        }
    }

    private static async Task CheckAsync(BenchStore store)
    {
        var reading = await store.Get<CoverageReader>().ReadAsync(store.StoreId, default);
        var classes = new (string Name, int Listings)[] { ("Covered", reading.Covered), ("Gap", reading.Gap), ("RestrictedOnly", reading.RestrictedOnly), ("Unknown", reading.Unknown) };
        Compare("classes", ClassesSql, classes.Where(c => c.Listings > 0).Select(c => $"{c.Name}|{c.Listings}"));
        Compare("countries", CountriesSql, reading.ByCountry.Where(c => c.Ships > 0).Select(c => $"{c.Country}|{c.Ships}"));

        void Compare(string what, string sql, IEnumerable<string> actual)
        {
            var expected = store.Rows(sql);
            if (!expected.SequenceEqual(actual))
            {
                throw new WrongResultException($"the gauge's {what} differ from SQL over the listings: {string.Join(", ", expected.Except(actual))} against {string.Join(", ", actual.Except(expected))}");
            }
        }
    }

    // Sets are stored as codes between spaces, so "is a member" is "stands in the text".
    private const string ClassesSql = """
        WITH Market(Country) AS (SELECT value FROM Stores, json_each('["' || replace(PriorityMarkets, ' ', '","') || '"]')),
            Missing AS MATERIALIZED (
                SELECT TemplateId, Country FROM Templates, Market WHERE instr(' ' || Named || ' ' || Assumed || ' ', ' ' || Country || ' ') = 0),
            Pile AS MATERIALIZED (SELECT TemplateId, CategoryId, COUNT(*) AS Listings FROM Listings WHERE StoreId = 1 AND Status = 0 GROUP BY 1, 2)
        SELECT CASE
            WHEN NOT EXISTS (SELECT 1 FROM Templates t WHERE t.TemplateId = p.TemplateId) THEN 'Unknown'
            WHEN NOT EXISTS (SELECT 1 FROM Missing m WHERE m.TemplateId = p.TemplateId) THEN 'Covered'
            WHEN EXISTS (SELECT 1 FROM Missing m WHERE m.TemplateId = p.TemplateId
                AND NOT EXISTS (SELECT 1 FROM Restrictions r WHERE r.StoreId = 1 AND r.CategoryId = p.CategoryId AND r.Country = m.Country)) THEN 'Gap'
            ELSE 'RestrictedOnly' END AS Class, SUM(Listings)
        FROM Pile p GROUP BY Class ORDER BY Class
        """;

    private const string CountriesSql = """
        WITH Pile AS MATERIALIZED (SELECT TemplateId, COUNT(*) AS Listings FROM Listings WHERE StoreId = 1 AND Status = 0 GROUP BY 1)
        SELECT Country.value, SUM(Listings)
        FROM Pile JOIN Templates t USING (TemplateId), json_each('["' || replace(trim(t.Named || ' ' || t.Assumed), ' ', '","') || '"]') Country
        GROUP BY 1 ORDER BY 1
        """;
}
