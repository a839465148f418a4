using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Dashboard.Settings;

namespace NerveCentre.Tests.Settings;

public sealed class RoleChoiceTests
{
    [Fact]
    public void RolePerStore_LeavesOutStoresWithNone()
    {
        var choice = RoleChoice.Read(Form((RoleChoice.Scope, RoleChoice.PerStore), ("role-1", "Marketing"), ("role-2", ""), ("role-3", "Owner"), ("Form.For", "Mara")));

        Assert.False(choice.OwnsEverything);
        Assert.Equal([new RoleGrant(1, StoreRole.Marketing), new RoleGrant(3, StoreRole.Owner)], choice.Roles);
    }

    [Fact]
    public void OwnerOfEverything_NeedsNoRoles() =>
        Assert.Equivalent(new RoleChoice(true, []), RoleChoice.Read(Form((RoleChoice.Scope, RoleChoice.Everything), ("role-1", "Marketing"))));

    [Theory]
    [InlineData("", "role-1", "Marketing")]
    [InlineData("stores", "role-1", "9")]
    [InlineData("stores", "role-1", "Emperor")]
    [InlineData("stores", "role-x", "Owner")]
    [InlineData("stores", "role--1", "Owner")]
    public void FormThatIsNotOurs_IsRefused(string scope, string field, string role) =>
        Assert.Throws<ProblemException>(() => RoleChoice.Read(Form((RoleChoice.Scope, scope), (field, role))));

    private static FormCollection Form(params (string Name, string Value)[] fields) => new(fields.ToDictionary(f => f.Name, f => new StringValues(f.Value)));
}
