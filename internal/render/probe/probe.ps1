# Nexthink: tries from this device what it needs, a line for each connection. Exit status: 0 if every one that could be
# tried is open and trusted, 1 if not. Runs in Windows PowerShell 5.1 and later.
#
# TLS and HTTP go through the proxy that Windows has set for whoever runs this, without a login. Everything else is tried without
# a proxy. The script does not try the proxy of WinHTTP (netsh winhttp show proxy), which the Collector uses. If the two differ,
# an open line here says nothing about the Collector.

$script:Closed = 0
$script:Untrusted = 0
$script:Untested = 0

function Write-Result([string] $Result, [string] $Requirement, [string] $Target, [string] $Remark) {
    $line = '{0,-9} {1}  {2}' -f $Result, $Requirement, $Target
    if ($Remark) { $line += "  ($Remark)" }
    Write-Output $line
}

function Skip-Requirement([string] $Requirement, [string] $Target, [string] $Why) {
    $script:Untested++
    Write-Result 'untested' $Requirement $Target $Why
}

function Join-Port([string] $Name, [int] $Port) {
    if ($Name.Contains(':')) { return '[{0}]:{1}' -f $Name, $Port }
    return '{0}:{1}' -f $Name, $Port
}

# Tries every address of a name: a TcpClient without a family has IPv4 only in Windows PowerShell.
function Connect-Tcp([string] $Name, [int] $Port) {
    $failure = 'the name has no address'
    foreach ($address in [System.Net.Dns]::GetHostAddresses($Name)) {
        $client = New-Object System.Net.Sockets.TcpClient($address.AddressFamily)
        try {
            if (-not $client.ConnectAsync($address, $Port).Wait(5000)) { throw 'no answer within 5 seconds' }
            $client.ReceiveTimeout = 20000
            $client.SendTimeout = 20000
            return $client
        } catch {
            $failure = $_.Exception.GetBaseException().Message
            $client.Close()
        }
    }
    throw $failure
}

# The address of the proxy for a URL, or nothing.
function Get-Proxy([uri] $Address) {
    $settings = [System.Net.WebRequest]::GetSystemWebProxy()
    if ($settings.IsBypassed($Address)) { return }
    $proxy = $settings.GetProxy($Address)
    if ($proxy -and -not $proxy.Equals($Address)) { return $proxy }
}

# Sends a request and reads the head of the answer. Returns its status, or 0 if there is none.
function Get-Status([System.IO.Stream] $Stream, [string] $Method, [string] $Target, [string] $Authority) {
    $request = "{0} {1} HTTP/1.1`r`nHost: {2}`r`nUser-Agent: nexthink-probe`r`n`r`n" -f $Method, $Target, $Authority
    $bytes = [System.Text.Encoding]::ASCII.GetBytes($request)
    $Stream.Write($bytes, 0, $bytes.Length)
    $Stream.Flush()
    $head = New-Object System.Text.StringBuilder
    while ($head.Length -lt 65536) {
        $next = $Stream.ReadByte()
        if ($next -lt 0) { break }
        [void] $head.Append([char] $next)
        if ($next -eq 10 -and $head.ToString().EndsWith("`r`n`r`n", [System.StringComparison]::Ordinal)) { break }
    }
    if ($head.ToString() -match '^HTTP/[0-9.]+ ([0-9]{3})') { return [int] $Matches[1] }
    return 0
}

# Accepts every certificate and notes what is wrong with it, so that its issuer is known. Nothing is sent if it is not trusted.
function Open-Tls([System.IO.Stream] $Stream, [string] $Name) {
    $script:Issuer = ''
    $script:Problem = [System.Net.Security.SslPolicyErrors]::RemoteCertificateNotAvailable
    $check = [System.Net.Security.RemoteCertificateValidationCallback] {
        param($caller, $certificate, $chain, $problem)
        if ($certificate) { $script:Issuer = $certificate.Issuer }
        $script:Problem = $problem
        return $true
    }
    $secure = New-Object System.Net.Security.SslStream($Stream, $false, $check)
    try {
        $secure.AuthenticateAsClient($Name, $null, [System.Security.Authentication.SslProtocols]::None, $false)
    } catch [System.ArgumentException] { # where Windows PowerShell does not leave the version to Windows
        $secure.AuthenticateAsClient($Name, $null, [System.Security.Authentication.SslProtocols]::Tls12, $false)
    }
    return $secure
}

# Whatever the other side answers proves that it was reached: S3 says 403 to whoever has no link.
function Test-Web([string] $Requirement, [string] $Scheme, [string] $Name, [int] $Port) {
    $authority = Join-Port $Name $Port
    $address = '{0}://{1}' -f $Scheme, $authority
    $client = $null
    $code = 0
    try {
        $proxy = Get-Proxy ([uri] "$address/")
        if ($proxy) {
            $client = Connect-Tcp $proxy.DnsSafeHost $proxy.Port
        } else {
            $client = Connect-Tcp $Name $Port
        }
        $stream = $client.GetStream()
        $remarks = @()
        if ($Scheme -eq 'https') {
            if ($proxy) { $code = Get-Status $stream 'CONNECT' $authority $authority }
            if ($proxy -and $code -ne 407 -and ($code -lt 200 -or $code -gt 299)) { throw "the proxy refuses the connection: HTTP $code" }
            if ($code -ne 407) {
                $stream = Open-Tls $stream $Name
                $remarks += "certificate of $($script:Issuer)"
                if ($script:Problem -ne [System.Net.Security.SslPolicyErrors]::None) {
                    $script:Untrusted++
                    $remarks = @("reached, but this device does not trust the certificate: does a proxy inspect TLS? $($script:Problem)") + $remarks
                    Write-Result 'untrusted' $Requirement $address ($remarks -join ', ')
                    return
                }
                try { $code = Get-Status $stream 'GET' '/' $authority } catch { $code = 0 }
                if ($code -eq 407) { $code = 0 }
            }
        } elseif ($proxy) {
            $code = Get-Status $stream 'GET' "$address/" $authority
            $remarks += 'answered by the host or by the proxy'
        } else {
            $code = Get-Status $stream 'GET' '/' $authority
        }
        if ($code -eq 407) {
            Skip-Requirement $Requirement $address 'the proxy wants a login, and this script has none'
            return
        }
        if ($code -eq 0 -and $Scheme -eq 'http') { throw 'no HTTP answer' }
        $answer = "HTTP $code"
        if ($code -eq 0) { $answer = 'TLS, no HTTP answer' }
        Write-Result 'open' $Requirement $address ((@($answer) + $remarks) -join ', ')
    } catch {
        $script:Closed++
        Write-Result 'closed' $Requirement $address ($_.Exception.GetBaseException().Message)
    } finally {
        if ($client) { $client.Close() }
    }
}

function Test-Tcp([string] $Requirement, [string] $Name, [int] $Port) {
    $target = 'tcp ' + (Join-Port $Name $Port)
    try {
        (Connect-Tcp $Name $Port).Close()
        Write-Result 'open' $Requirement $target ''
    } catch {
        $script:Closed++
        Write-Result 'closed' $Requirement $target ($_.Exception.GetBaseException().Message)
    }
}

