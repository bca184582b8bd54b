using System.Net;
using Tarn.Common.Network;

namespace Tarn.Tests.Common.Network;

/// <summary>A resolver whose answers are the test's: for each question the next, the last one for ever.</summary>
internal sealed class NamedAddresses(params string[] addresses) : IHostResolver
{
    private int _questions;

    public int Questions => _questions;

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        int place = Math.Min(Interlocked.Increment(ref _questions) - 1, addresses.Length - 1);
        return Task.FromResult<IReadOnlyList<IPAddress>>(
            [.. addresses[place].Split(' ').Select(address => IPAddress.Parse(address))]);
    }
}
