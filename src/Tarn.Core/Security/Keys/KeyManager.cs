namespace Tarn.Security.Keys;

/// <summary>Who made a key and decides what becomes of it. Persisted by name.</summary>
public enum KeyManager
{
    /// <summary>A client.</summary>
    Customer,

    /// <summary>The lake, for one of its services; clients can use it, but not change or delete it.</summary>
    Service,
}
