namespace NerveCentre.Core.Access;

/// <summary>The caller may not do that. Nothing was done.</summary>
/// <remarks>Says nothing about whether what was asked for exists.</remarks>
public sealed class AccessRefusedException : ProblemException
{
    private AccessRefusedException(string message, bool signedIn)
        : base(message) => SignedIn = signedIn;

    /// <summary>False when signing in might help.</summary>
    public bool SignedIn { get; }

    internal static AccessRefusedException For(CallerKind caller, Right right) => caller switch
    {
        CallerKind.Nobody => new("You are not signed in, or your session has ended. Sign in and try again.", signedIn: false),
        CallerKind.Explorer => new("This installation has no owner yet, so only the sandbox store is open. Create the owner account first.", signedIn: false),
        _ when Rights.IsPerStore(right) => new("There is no such store, or your role in it does not allow this. Ask an owner.", signedIn: true),
        _ => new("Your account may not do that. Ask an owner.", signedIn: true),
    };
}
