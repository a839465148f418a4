namespace NerveCentre.Core;

/// <summary>Something that the person at the keyboard can mend. The message says what is wrong, where, and what to do.</summary>
public class ProblemException : Exception
{
    public ProblemException(string message)
        : base(message)
    {
    }

    public ProblemException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
