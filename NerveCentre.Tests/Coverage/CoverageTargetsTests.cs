using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.Coverage;

public sealed class CoverageTargetsTests
{
    [Fact]
    public async Task Target_IsKeptToOneDecimal_ShownInTheReading_AndAudited()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var targets = installation.Get<CoverageTargets>();

        Assert.True(await targets.SetAsync(Caller.CommandLine, store, 97.25m, default));
        Assert.False(await targets.SetAsync(Caller.CommandLine, store, 97.3m, default));

        Assert.Equal(97.3, (await installation.Get<CoverageReader>().ReadAsync(store, default)).Target);
        Assert.True(await targets.SetAsync(Caller.CommandLine, store, null, default));
        Assert.Null((await installation.Get<CoverageReader>().ReadAsync(store, default)).Target);
        using var db = installation.Db();
        Assert.Equal([("none", "97.3 %"), ("97.3 %", "none")], db.Audit.Where(a => a.Action == AuditActions.TargetSet).OrderBy(a => a.Id).ToList().Select(a => (a.Before, a.After)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.04)]
    [InlineData(-5)]
    [InlineData(100.1)]
    [InlineData(1e20)]
    public async Task Target_OutOfRange_IsRefusedInWords(double percent)
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;

        var problem = await Assert.ThrowsAsync<ProblemException>(() => installation.Get<CoverageTargets>().SetAsync(Caller.CommandLine, store, (decimal)percent, default));

        Assert.Contains("above 0 and at most 100", problem.Message, StringComparison.Ordinal);
    }
}
