using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.Access;

/// <summary>On a page or an endpoint that is of use only with a right over the whole installation. Core asks again for each thing done there.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsRightAttribute(Right right) : AuthorizeAttribute(RightPolicies.Name(right));

internal sealed record RightRequirement(Right Right) : IAuthorizationRequirement;

/// <summary>A policy for every <see cref="Right"/>.</summary>
internal sealed class RightPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    private const string Prefix = "right:";

    public static string Name(Right right) => Prefix + right;

    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(Prefix, StringComparison.Ordinal) && Enum.TryParse<Right>(policyName[Prefix.Length..], out var right)
            ? Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new RightRequirement(right)).Build())
            : base.GetPolicyAsync(policyName);
}

internal sealed class RightHandler(StoreList stores) : AuthorizationHandler<RightRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        try
        {
            await stores.DemandAsync(CallerClaims.Read(context.User), requirement.Right, (context.Resource as HttpContext)?.RequestAborted ?? default);
            context.Succeed(requirement);
        }
        catch (AccessRefusedException)
        {
            // Told by the answer, and recorded.
        }
    }
}
