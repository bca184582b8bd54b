namespace Tarn.Tables;

/// <summary>By which rule a write cannot follow another commit.</summary>
public enum ConflictKind
{
    /// <summary>Both changed the protocol or created the table.</summary>
    ProtocolChanged,

    /// <summary>It changed the table's columns or properties.</summary>
    MetadataChanged,

    /// <summary>It added rows that the write would have read or replaced.</summary>
    ConcurrentAppend,

    /// <summary>It removed rows that the write read.</summary>
    ConcurrentDeleteRead,

    /// <summary>It removed a file that the write removes too.</summary>
    ConcurrentDeleteDelete,

    /// <summary>It is of the same application, or set the same domain.</summary>
    ConcurrentTransaction,
}
