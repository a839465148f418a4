using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace NerveCentre.Benchmarks;

internal enum Scale
{
    /// <summary>Under two minutes.</summary>
    Quick,

    /// <summary>With 5 million orders.</summary>
    Full,
}

/// <summary>What was computed differs from what plain SQL says of the same rows. No figure counts then.</summary>
internal sealed class WrongResultException(string message) : Exception(message);

/// <summary>The table that is printed, line by line as figures come in.</summary>
internal sealed class Report
{
    private int _missed;

    public void WriteMachine(Scale scale)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, SQLite {connection.ServerVersion}, {scale.ToString().ToLowerInvariant()}"));
#if DEBUG
        Console.WriteLine("This is a Debug build: figures mean nothing. Use -c Release.");
#endif
        Console.WriteLine("Each figure is a median (min–max) of interleaved rounds; a ratio is the median of the rounds' own ratios.");
    }

    public void Heading(string text) => Console.WriteLine($"\n{text}");

    /// <param name="wanted">What is wished for, and whether it was reached; <c>null</c> where nothing is.</param>
    public void Row(string what, string figure, string other = "", string ratio = "", (string Text, bool Met)? wanted = null)
    {
        var verdict = wanted is not { } wish ? "" : $"{wish.Text}: {(wish.Met ? "yes" : "NO")}";
        _missed += wanted is { Met: false } ? 1 : 0;
        Console.WriteLine($"  {what,-44} {figure,-42} {other,-46} {ratio,-26} {verdict}".TrimEnd());
    }

    public void WriteEnd(TimeSpan took) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nAll results equal to plain SQL. {_missed} wanted figures missed. {took.TotalSeconds:0} s."));
}
