using NerveCentre.Core.Countries;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>The generated store behind the sandbox gateway: what AliExpress would hold. Deterministic from its anchor in time.</summary>
public sealed class SandboxStore
{
    public const string Name = "Sandbox store";

    /// <summary>Opens the store kept in <paramref name="stateFile"/>, or founds it now.</summary>
    public static SandboxStore Open(string stateFile, TimeProvider clock) => throw new NotImplementedException();

    public IReadOnlyList<CountryCode> PriorityMarkets => throw new NotImplementedException();

    public IReadOnlyList<(long CategoryId, string Category, CountryCode Country)> RestrictedDestinations => throw new NotImplementedException();

    /// <summary>Assigns the right shipping template to the batch that was published without Brazil.</summary>
    public void AssignRightTemplateToBatch() => throw new NotImplementedException();
}

/// <summary>AliExpress's gateway in this process: same protocol, same signature, same refusals, over a <see cref="SandboxStore"/>.</summary>
public sealed class SandboxGateway(SandboxStore store, TimeProvider clock) : HttpMessageHandler
{
    private readonly SandboxStore _store = store;
    private readonly TimeProvider _clock = clock;

    public static AliExpressCredentials Credentials => throw new NotImplementedException();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotImplementedException();
}
