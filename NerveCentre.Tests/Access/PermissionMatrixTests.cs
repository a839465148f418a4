using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Access;

/// <summary>Every method of every door × everybody who might call it.</summary>
public sealed class PermissionMatrixTests
{
    public static TheoryData<string> Methods() => [.. PermissionMatrix.Rows.Select(r => r.Method)];

    [Fact]
    public void EveryMethodThatTakesACaller_HasARow() =>
        Assert.Equal(
            Doors.All.SelectMany(Doors.Methods).Where(m => m.GetCustomAttributes(typeof(AnyoneMayAttribute), false).Length is 0).Select(Doors.Name).Distinct().Order(StringComparer.Ordinal),
            PermissionMatrix.Rows.Select(r => r.Method).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_AnswersThoseWhoMay_AndRefusesEverybodyElse(string method)
    {
        await using var world = await MatrixWorld.MakeAsync(Installation.Empty());
        await AssertRowAsync(world, PermissionMatrix.Rows.Single(r => r.Method == method));
    }

    /// <summary>The rights of an installation that came from the first release are those of a new one.</summary>
    [Fact]
    public async Task AfterAnUpgrade_TheMatrixIsTheSame()
    {
        var installation = Installation.Bare();
        using (var db = installation.Db())
        {
            db.GetService<IMigrator>().Migrate(Database.KnownMigrations()[0]);
        }

        installation.Get<Database>().Prepare(closeOpenRuns: true);
        await using var world = await MatrixWorld.MakeAsync(installation);
        foreach (var row in PermissionMatrix.Rows)
        {
            await AssertRowAsync(world, row);
        }
    }

    /// <summary>Before there is an owner, somebody at this machine has the sandbox store, whole, and nothing else.</summary>
    [Theory]
    [InlineData(Right.ReadStore)]
    [InlineData(Right.ReadCard)]
    [InlineData(Right.ChangeMarkets)]
    [InlineData(Right.ChangeDestinations)]
    [InlineData(Right.VerifyDestinations)]
    [InlineData(Right.PrepareMoves)]
    [InlineData(Right.StartSync)]
    [InlineData(Right.EditSandbox)]
    public async Task Explorer_HasTheSandboxStore_UntilThereIsAnOwner(Right right)
    {
        await using var installation = Installation.Empty();
        var sandbox = await installation.SandboxStoreAsync();
        var shop = await installation.StoreAsync();
        var guard = installation.Get<AccessGuard>();

        Assert.True(guard.Allows(Caller.Explorer, right, sandbox.Id));
        Assert.False(guard.Allows(Caller.Explorer, right, shop.Id));
        Assert.False(guard.Allows(Caller.Explorer, right, null));
        Assert.False(guard.Allows(Caller.Nobody, right, sandbox.Id));
        Assert.All(Enum.GetValues<Right>().Where(r => !Rights.IsPerStore(r)), r => Assert.False(guard.Allows(Caller.Explorer, r, null)));

        TestPeople.AddOwner(installation.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<NerveCentreDb>>());
        Assert.False(guard.Allows(Caller.Explorer, right, sandbox.Id));
    }

    [Fact]
    public async Task Refusals_SayNothingOfWhatExists_AndStandInTheAudit()
    {
        await using var world = await MatrixWorld.MakeAsync(Installation.Empty());
        var stranger = world.Callers.Single(c => c.Name is "owner of B").Caller;
        var feed = world.Get<Core.Live.BoardFeed>();

        var real = await Assert.ThrowsAsync<AccessRefusedException>(() => feed.GetAsync(stranger, world.A, default));
        var none = await Assert.ThrowsAsync<AccessRefusedException>(() => feed.GetAsync(stranger, 4711, default));

        Assert.Equal(real.Message, none.Message);
        Assert.Equal(["Berta (berta@example.com)|access.refused|ReadStore", "Berta (berta@example.com)|access.refused|ReadStore"], world.Installation.Rows("SELECT By, Action, Subject FROM Audit ORDER BY Id"));
    }

    private static async Task AssertRowAsync(MatrixWorld world, MatrixRow row)
    {
        var wrong = new List<string>();
        foreach (var (name, caller) in world.Callers)
        {
            Exception? thrown = null;
            try
            {
                await row.CallAsync(world, caller);
            }
            catch (Exception e) when (e is AccessRefusedException or NothingToSeeException)
            {
                thrown = e;
            }

            if (row.Allows(name) != thrown is null)
            {
                wrong.Add($"{name}: {(thrown is null ? "was let in" : $"was refused ({thrown.Message})")}");
            }
        }

        Assert.Empty(wrong);
    }
}
