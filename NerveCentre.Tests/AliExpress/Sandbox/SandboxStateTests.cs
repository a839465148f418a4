using NerveCentre.Core.AliExpress.Sandbox;

namespace NerveCentre.Tests.AliExpress.Sandbox;

public sealed class SandboxStateTests : IDisposable
{
    private readonly SandboxHarness _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Store_ReopenedLater_HoldsTheSameListingsAndOrders()
    {
        _sandbox.Store.AssignRightTemplateToBatch();
        _sandbox.Clock.Advance(TimeSpan.FromDays(40));

        var reopened = _sandbox.Reopen();

        Assert.Equal(TestClock.Noon, reopened.Anchor);
        Assert.Equal(_sandbox.Store.Listings, reopened.Listings);
        Assert.Equal(Written(_sandbox.Store), Written(reopened));
    }

    [Fact]
    public void Orders_DoNotDependOnWhenTheyWereLookedAt()
    {
        var stepwise = _sandbox.Store;
        for (var day = 0; day < 40; day++)
        {
            _sandbox.Clock.Advance(TimeSpan.FromDays(1));
            _ = stepwise.OrdersAt(_sandbox.Clock.GetUtcNow());
        }

        Assert.Equal(Written(stepwise), Written(_sandbox.Reopen()));
    }

    [Fact]
    public void Store_FoundedAtAnotherMoment_HasTheSameFiguresThere()
    {
        var founded = new DateTimeOffset(2025, 11, 2, 9, 30, 15, 250, TimeSpan.Zero);
        using var other = new SandboxHarness(founded);

        Assert.Equal(new DateTimeOffset(2025, 11, 2, 9, 30, 15, TimeSpan.Zero), other.Store.Anchor);
        Assert.Equal(1232, other.Store.OrdersAt(founded).Count(o => o.Created > other.Store.Anchor.AddDays(-30)));
    }

    [Fact]
    public void State_ThatIsSomethingElse_IsRefusedAndLeftAlone()
    {
        foreach (var content in (string[])["", "{}", "[1]", """{"Version":9,"Anchor":"2026-03-16T12:00:00+00:00","Edits":{}}"""])
        {
            File.WriteAllText(_sandbox.StateFile, content);

            Assert.Throws<InvalidDataException>(() => _sandbox.Reopen());
            Assert.Equal(content, File.ReadAllText(_sandbox.StateFile));
        }
    }

    [Fact]
    public void State_WhenWritten_LeavesNoDraftBehind()
    {
        _sandbox.Store.AssignRightTemplateToBatch();

        Assert.Equal([_sandbox.StateFile], Directory.GetFiles(Path.GetDirectoryName(_sandbox.StateFile)!));
    }

    private List<string> Written(SandboxStore store) =>
        [.. store.OrdersAt(_sandbox.Clock.GetUtcNow()).Select(o => $"{o} {string.Join(' ', o.Steps)}")];
}
