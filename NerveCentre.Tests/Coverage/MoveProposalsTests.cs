using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Coverage;

public sealed class MoveProposalsTests
{
    [Fact]
    public async Task PreparedMove_FreezesItsListings_AndWithdrawnLetsThemGo()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var contexts = installation.Get<IDbContextFactory<NerveCentreDb>>();
        var (anna, mia) = (TestPeople.AddMember(contexts, "Anna", (store, StoreRole.Owner)), TestPeople.AddMember(contexts, "Mia", (store, StoreRole.Marketing)));
        var moves = installation.Get<MoveProposals>();

        var review = await moves.ReviewAsync(mia, store, SandboxTemplates.TemplateB, null, default);
        Assert.Equal((131, 82.0, 85.0), (review.Move.Listings, Math.Round(review.Now.Percent!.Value, 1), Math.Round(review.Then.Percent!.Value, 1)));
        await Assert.ThrowsAsync<AccessRefusedException>(() => moves.PrepareAsync(mia, store, SandboxTemplates.TemplateB, review.Move.TemplateId, default));
        var id = await moves.PrepareAsync(anna, store, SandboxTemplates.TemplateB, review.Move.TemplateId, default);

        var frozen = installation.Rows("SELECT ListingId FROM MoveListings ORDER BY ListingId");
        Assert.Equal(installation.Rows($"SELECT ListingId FROM Listings WHERE Status = 0 AND TemplateId = {SandboxTemplates.TemplateB} ORDER BY ListingId"), frozen);
        var move = Assert.Single(await moves.ListAsync(mia, store, 10, default));
        Assert.Equal((131, "Anna (anna@example.com)", null, review.Move.Loses), (move.Listings, move.By, move.WithdrawnAt, move.Loses));
        // What becomes of a listing meanwhile does not change what was agreed to.
        await installation.Writer.WriteAsync(session => session.Listings(store).SetGone(long.Parse(frozen[0], System.Globalization.CultureInfo.InvariantCulture)), default);
        Assert.Equal(131, (await moves.ExportAsync(mia, store, id, default)).Listings.Count);

        await Assert.ThrowsAsync<AccessRefusedException>(() => moves.WithdrawAsync(mia, store, id, default));
        await moves.WithdrawAsync(anna, store, id, default);
        Assert.Empty(installation.Rows("SELECT * FROM MoveListings"));
        Assert.Equal("Anna (anna@example.com)", (await moves.ListAsync(mia, store, 10, default))[0].WithdrawnBy);
        Assert.Equal(["move.prepared", "move.withdrawn"], installation.Rows("SELECT Action FROM Audit WHERE Action LIKE 'move.%' ORDER BY Id"));
    }

    [Fact]
    public async Task MoveThatMakesNoSense_IsRefusedInWords()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var moves = installation.Get<MoveProposals>();
        var to = (await moves.ReviewAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, null, default)).Move.TemplateId;

        await ToldAsync("needs another one", () => moves.ReviewAsync(Caller.CommandLine, store, SandboxTemplates.Worldwide, null, default));
        await ToldAsync("needs another one", () => moves.ReviewAsync(Caller.CommandLine, store, null, null, default));
        await ToldAsync("Template 4711 does not ship to every priority market", () => moves.PrepareAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, 4711, default));
        await moves.PrepareAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, to, default);
        await ToldAsync("is prepared already", () => moves.PrepareAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, to, default));
        await ToldAsync("no such prepared move", () => moves.WithdrawAsync(Caller.CommandLine, store, 4711, default));
        await ToldAsync("no such prepared move", () => moves.ExportAsync(Caller.CommandLine, store, 4711, default));

        static async Task ToldAsync(string words, Func<Task> act) => Assert.Contains(words, (await Assert.ThrowsAsync<ProblemException>(act)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryTemplateThatReachesWhatIsMissing_CanBeChosen_TheBestFirst()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var moves = installation.Get<MoveProposals>();

        var best = await moves.ReviewAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, null, default);
        var other = best.Choices[^1];
        var review = await moves.ReviewAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, other.TemplateId, default);
        await moves.PrepareAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, other.TemplateId, default);

        Assert.Equal((best.Choices[0], true), (best.Move, best.Choices.Count > 1));
        Assert.Equal((other.TemplateId, 131, best.Then), (review.Move.TemplateId, review.Move.Listings, review.Then));
        var prepared = Assert.Single(await moves.PreparedAsync(Caller.CommandLine, store, default));
        Assert.Equal((other.TemplateId, $"{SandboxTemplates.TemplateB}"), (prepared.ToTemplateId, prepared.Key));
    }

    [Fact]
    public async Task PreparedMove_TellsWhatBecameOfItsListings_AndWhichCameSince()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var moves = installation.Get<MoveProposals>();
        var to = (await moves.ReviewAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, null, default)).Move.TemplateId;
        await moves.PrepareAsync(Caller.CommandLine, store, SandboxTemplates.TemplateB, to, default);
        Assert.Equal(new MoveProgress(0, 131, 0, 0), (await moves.ListAsync(Caller.CommandLine, store, 10, default))[0].Progress);

        var ids = installation.Rows("SELECT ListingId FROM MoveListings ORDER BY ListingId").Select(i => long.Parse(i, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        await installation.Writer.WriteAsync(
            session =>
            {
                var listings = session.Listings(store);
                ids[..40].ForEach(id => listings.Upsert(An.Listing(id) with { TemplateId = to }));
                ids[40..42].ForEach(id => listings.Upsert(An.Listing(id) with { TemplateId = SandboxTemplates.Gone }));
                listings.SetGone(ids[42]);
                listings.Upsert(An.Listing(4711) with { TemplateId = SandboxTemplates.TemplateB });
            },
            default);

        Assert.Equal(new MoveProgress(40, 88, 3, 1), (await moves.ListAsync(Caller.CommandLine, store, 10, default))[0].Progress);
    }

    [Fact]
    public async Task ListingsOfATemplateThatIsGone_CanBeMovedToo_AndOnlyThose()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var moves = installation.Get<MoveProposals>();

        var review = await moves.ReviewAsync(Caller.CommandLine, store, SandboxTemplates.Gone, null, default);
        await moves.PrepareAsync(Caller.CommandLine, store, SandboxTemplates.Gone, review.Move.TemplateId, default);

        Assert.Equal((SandboxTemplates.OnGone, false), (review.Move.Listings, review.Move.IsSourceKnown));
        Assert.Equal([$"{SandboxTemplates.OnGone}"], installation.Rows("SELECT COUNT(*) FROM MoveListings"));
    }
}
