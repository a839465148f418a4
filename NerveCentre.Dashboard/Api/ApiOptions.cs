using Microsoft.Extensions.Options;

namespace NerveCentre.Dashboard.Api;

/// <summary>Settings under <c>Api</c>: how often programs may ask.</summary>
internal sealed class ApiOptions
{
    /// <summary>Requests of one token at once; used-up ones come back evenly, all of them within a minute.</summary>
    public int PerMinute { get; set; } = 60;

    /// <summary>Requests without a token that works, from one address; they come back likewise. Tokens that work are not counted here.</summary>
    public int StrangersPerMinute { get; set; } = 30;
}

internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    private const int Largest = 6000;

    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var wrong = new[] { (nameof(ApiOptions.PerMinute), options.PerMinute), (nameof(ApiOptions.StrangersPerMinute), options.StrangersPerMinute) }
            .Where(o => o.Item2 is < 1 or > Largest)
            .Select(o => $"appsettings.json: Api:{o.Item1} is {o.Item2}; it must lie between 1 and {Largest}.").ToList();
        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
