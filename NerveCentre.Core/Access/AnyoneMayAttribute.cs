namespace NerveCentre.Core.Access;

/// <summary>On a service's method that asks for no right, with the reason. Every other method of a service takes a <see cref="Caller"/>; a test sees to it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnyoneMayAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>On a service that no page and no endpoint may use: it does what it is told without asking who tells. A test keeps it away from them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InnerWorksAttribute : Attribute;
