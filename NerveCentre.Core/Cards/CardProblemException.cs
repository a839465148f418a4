namespace NerveCentre.Core.Cards;

public enum CardProblem
{
    NoSuchCard,

    /// <summary>The token was not made for this card.</summary>
    OutOfScope,

    WrongParameter,
}

/// <summary>A card cannot be read as asked. The message says what to say instead.</summary>
public sealed class CardProblemException : ProblemException
{
    private CardProblemException(CardProblem problem, string message, string? parameter = null)
        : base(message) => (Problem, Parameter) = (problem, parameter);

    public CardProblem Problem { get; }

    /// <summary>The parameter that is wrong, in small letters; <c>null</c> for other problems.</summary>
    public string? Parameter { get; }

    internal static CardProblemException NoSuchCard(string key) =>
        new(CardProblem.NoSuchCard, $"There is no card '{OneLine.Of(key, 100)}'. The cards are: {string.Join(", ", CardRegistry.All.Select(c => c.Key))}.");

    internal static CardProblemException OutOfScope(CardDefinition card) => new(CardProblem.OutOfScope, $"This token does not read {card.Key}. Ask an owner for one that does.");

    internal static CardProblemException Wrong(string parameter, string message) => new(CardProblem.WrongParameter, message, parameter.ToLowerInvariant());
}
