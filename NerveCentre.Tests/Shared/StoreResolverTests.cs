using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Shared;

public sealed class StoreResolverTests
{
    [Theory]
    [InlineData("\u00E4pfel", "\u00E4pfel")]
    [InlineData("\u00C4pfel", "\u00C4pfel")]
    [InlineData(" BIRNEN ", "Birnen")]
    public async Task Name_IsTakenExactlyBeforeItsCaseIsForgiven(string asked, string found)
    {
        await using var installation = Installation.Empty();
        var owner = TestPeople.AddOwner(installation.Get<IDbContextFactory<NerveCentreDb>>());
        foreach (var name in (string[])["\u00C4pfel", "\u00E4pfel", "Birnen"])
        {
            await installation.StoreAsync(name);
        }

        Assert.Equal(found, (await new StoreResolver(installation.Get<StoreList>(), new CurrentCaller(new TestAuthentication(owner))).ResolveAsync(asked, default)).Store?.Name);
    }
}
