using System.Runtime.InteropServices;

namespace Tarn.Native.Posix;

/// <summary>Linux's <c>struct rlimit</c> on 64-bit machines.</summary>
/// <param name="current">What is enforced.</param>
/// <param name="highest">What it may be raised to.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ResourceLimit(ulong current, ulong highest)
{
    /// <summary>RLIM_INFINITY.</summary>
    internal const ulong Unlimited = ulong.MaxValue;

    internal ulong Current { get; } = current;

    internal ulong Highest { get; } = highest;
}
