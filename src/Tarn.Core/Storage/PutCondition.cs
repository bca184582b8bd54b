namespace Tarn.Storage;

/// <summary>What must hold for a put to happen.</summary>
public enum PutCondition
{
    /// <summary>Replace whatever is there.</summary>
    None,

    /// <summary>Only when no object has the key (S3's <c>If-None-Match: *</c>); atomic across processes.</summary>
    IfAbsent,
}
