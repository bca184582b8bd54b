namespace Tarn.Sources.Postgres;

/// <summary>Whether a connection is encrypted and how the server is checked; libpq's <c>sslmode</c>.</summary>
public enum PostgresTls
{
    Disable,

    /// <summary>Encrypted when the server can; its certificate is not looked at.</summary>
    Prefer,

    /// <summary>Always encrypted; its certificate is not looked at.</summary>
    Require,

    /// <summary>The certificate must come from an authority that is trusted.</summary>
    VerifyAuthority,

    /// <summary>It must also name the host.</summary>
    VerifyFull,
}
