/**
 * A certificate for this machine whose authority nobody trusts, and which is not sent along either. It
 * protects nothing: whoever calls the sandbox must not check it.
 */
export const CERTIFICATE = {
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgh8LHiNi4VOmEEe7u
A4a+87+xKF6/ucPU5d01UY0OnHOhRANCAASiauOw7TJU3e0Wqsl9HDFykxb8Iwvb
RqO4K/Fa6CtQdioanHW/Mx8kZWfVq+8MvZhvh/bMZmOkMufVfPLX3Yds
-----END PRIVATE KEY-----`,
	cert: `-----BEGIN CERTIFICATE-----
MIIBkzCCATigAwIBAgIUSa66t/LD4q+Y1B/9HoIHZkuRtoowCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGhyb3dhd2F5IGF1dGhvcml0eTAgFw0yNjExMjgwNjExNTVa
GA8yMTI2MTEwNDA2MTE1NVowEjEQMA4GA1UEAwwHU2FuZGJveDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABKJq47DtMlTd7RaqyX0cMXKTFvwjC9tGo7gr8VroK1B2
Khqcdb8zHyRlZ9Wr7wy9mG+H9sxmY6Qy59V88tfdh2yjXjBcMBoGA1UdEQQTMBGH
BH8AAAGCCWxvY2FsaG9zdDAdBgNVHQ4EFgQUxvAtialt/h+CahwEatBH8Bpn7Ucw
HwYDVR0jBBgwFoAUb9zbxVFT5Kihoumo/lez/Xvsp/cwCgYIKoZIzj0EAwIDSQAw
RgIhAPuijDa/vGdL7nqakYnefRE4Lgu4w9G/19JdWGWQhzQNAiEA6zppjWO6nUvS
p6iqWLU0JWRURT/N8HYatuodBpPwLU0=
-----END CERTIFICATE-----`,
};
