using System.Globalization;
using Tarn.Native.Posix;

namespace Tarn.Common;

/// <summary>
/// Crash tests: with <c>TARN_FAILPOINT=name</c> (or <c>name:N</c>) in the environment, the first (or Nth) time the
/// named place is reached the process kills itself, without running finalizers or flushing anything.
/// Without the variable <see cref="Hit"/> is one check of a read-only field, which the compiler removes.
/// </summary>
public static class Failpoint
{
    public const string Variable = "TARN_FAILPOINT";

    private static readonly string? Configured = Environment.GetEnvironmentVariable(Variable);
    private static int s_hits;

    /// <param name="name">One of <see cref="Failpoints.All"/>.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: the variable names no known place.</exception>
    public static void Hit(string name)
    {
        if (Configured is not null)
        {
            HitConfigured(name);
        }
    }

    /// <summary>The place and the 1-based hit that a value of the variable asks for.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: not <c>name</c> or <c>name:N</c> with a known name.</exception>
    internal static (string Name, int Hit) Parse(string value)
    {
        int colon = value.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? value : value[..colon];
        int hit = 1;
        bool validHit = colon < 0
            || (int.TryParse(value[(colon + 1)..], CultureInfo.InvariantCulture, out hit) && hit > 0);
        if (validHit && Failpoints.All.Contains(name))
        {
            return (name, hit);
        }

        throw new TarnException(
            ErrorCodes.BadArgument,
            $"{Variable}='{value}' is not a failpoint; expected a name or name:N, N counting from 1")
        {
            Hint = Suggestion.DidYouMean(name, Failpoints.All) ?? $"Unset {Variable}.",
        };
    }

    private static void HitConfigured(string name)
    {
        (string wanted, int hit) = Parse(Configured!);
        if (wanted == name && Interlocked.Increment(ref s_hits) == hit)
        {
            Die(name);
        }
    }

    private static void Die(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.FailFast($"Failpoint {name}");
        }

        _ = Libc.Kill(Environment.ProcessId, Libc.SignalKill);

        // The signal is delivered to the process, not necessarily to this thread first.
        Thread.Sleep(Timeout.Infinite);
    }
}
