using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tarn.Protocols.Streams.Beacons;

/// <summary>Counts requests by address and minute. Thread-safe; remembers a bounded number of addresses.</summary>
internal sealed class AddressRates(TimeProvider timeProvider)
{
    private const int AddressesMax = 100_000;
    private const int NetworkBytes = 8;

    private readonly ConcurrentDictionary<(string Stream, string Address), Counter> _counters = new();
    private long _minute;

    /// <summary>False when there were as many in this minute already, or too many addresses to count.</summary>
    public bool TryTake(string stream, IPAddress? address, int perMinute)
    {
        long minute = timeProvider.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute)
        {
            _counters.Clear();
        }

        (string, string) key = (stream, NetworkOf(address));
        if (!_counters.TryGetValue(key, out Counter? counter))
        {
            if (_counters.Count >= AddressesMax)
            {
                return false;
            }

            counter = _counters.GetOrAdd(key, _ => new Counter());
        }

        return counter.Next() <= perMinute;
    }

    /// <summary>Whoever has one address of IPv6 has a network of them.</summary>
    private static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, NetworkBytes))
            : plain.ToString();
    }

    private sealed class Counter
    {
        private int _count;

        public int Next() => Interlocked.Increment(ref _count);
    }
}
