namespace Tarn.Common;

/// <summary>Makes ids; injected so that tests get the same ones every time.</summary>
public interface IIdSource
{
    /// <summary>A new id: 26 characters of Crockford base 32, sortable by time of creation (the ULID layout).</summary>
    string NextId();
}
