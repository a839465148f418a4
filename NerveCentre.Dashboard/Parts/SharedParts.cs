using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using NerveCentre.Core.Live;

namespace NerveCentre.Dashboard.Parts;

/// <summary>Renders a part of a page once for everybody who would see the same: the same snapshot, asked the same way, in the same language.</summary>
internal sealed class SharedParts(IServiceProvider services, ILoggerFactory logs)
{
    /// <summary>Each a few hundred kilobytes at most.</summary>
    private readonly PerSnapshot<Question, Lazy<Task<LiveMarkup>>> _made = new();

    /// <param name="part">A component that takes a parameter "Snapshot", shows nothing of who looks at it, and asks for no service of one request.</param>
    /// <param name="asked">Its other parameters, whose values compare as values.</param>
    public async Task<LiveMarkup> OfAsync(Type part, BoardSnapshot snapshot, IReadOnlyDictionary<string, object?> asked)
    {
        var question = new Question(part, CultureInfo.CurrentCulture.Name, CultureInfo.CurrentUICulture.Name, asked);
        try
        {
            return await _made.GetOrAdd(snapshot, question, q => new Lazy<Task<LiveMarkup>>(() => RenderAsync(q, snapshot))).Value;
        }
        catch
        {
            _made.Forget(snapshot, question); // the next one tries again
            throw;
        }
    }

    private async Task<LiveMarkup> RenderAsync(Question question, BoardSnapshot snapshot)
    {
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(question.Asked) { ["Snapshot"] = snapshot });
        return LiveMarkup.Of(await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(question.Part, parameters)).ToHtmlString()));
    }

    private sealed record Question(Type Part, string Culture, string Language, IReadOnlyDictionary<string, object?> Asked)
    {
        public bool Equals(Question? other) =>
            other is not null && Part == other.Part && Culture == other.Culture && Language == other.Language
            && Asked.Count == other.Asked.Count && Asked.All(a => other.Asked.TryGetValue(a.Key, out var value) && Equals(a.Value, value));

        public override int GetHashCode() => Asked.Values.Aggregate(HashCode.Combine(Part, Culture, Language), (hash, value) => hash ^ (value?.GetHashCode() ?? 0));
    }
}
